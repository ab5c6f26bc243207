import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { linkAtomic, writeAtomic } from "../../lib/write-atomic.ts";
import { composeOf, programOf } from "./compose.ts";
import type { Ready } from "../toolchain/ensure.ts";
import type { Controller } from "./controller.ts";
import { standInMain } from "./controllers.ts";
import type { Host } from "./host.ts";
import { targetsOf } from "./kubelet/local-targets.ts";
import type { Task } from "./kubelet/task.ts";
import type { Place } from "./place.ts";
import { sourceHash } from "./source-hash.ts";
import { type Program, programAt, type Started } from "./started.ts";

/** A tool that is there. */
export type ToolReady = Pick<Ready, "version" | "binaries">;

/**
 * Writes what processes are started from: links to their programs, their folders, the supervisor's file and the task of the
 * kubelet's stand-in. Returns all that would be started so. `tools`: those of profile `full`, and `helm`.
 */
export function prepare(
  tools: readonly ToolReady[],
  place: Place,
  controllers: readonly Controller[],
  { gitDaemon }: Host,
): Started {
  const { folder, git } = place;
  for (const each of [git, join(folder, "tmp"), join(place.home, "logs")]) {
    mkdirSync(each, { recursive: true, mode: 0o700 });
  }
  const paths: Readonly<Record<string, string | undefined>> = {
    ...(Object.assign({}, ...tools.map(({ binaries }) => binaries)) as Record<string, string>),
    "kubelet-stand-in": process.execPath,
    "git-daemon": gitDaemon,
  };
  const programs: Record<string, Program> = {};
  const link = (name: string, program: string) => {
    const target = paths[program];
    if (target === undefined) throw unbuilt(program);
    linkAtomic(target, programOf(folder, { name }));
    const tool = tools.find(({ binaries }) => Object.hasOwn(binaries, program));
    programs[name] = programAt(target, tool?.version);
  };
  link("process-compose", "process-compose");
  link("helm", "helm");
  for (const { name, program } of controllers) {
    link(name, program);
    mkdirSync(join(folder, "work", name), { recursive: true, mode: 0o700 });
  }
  const task: Task = {
    place,
    controllers: controllers.map(({ name }) => name),
    programs: {
      promtool: paths["promtool"] ?? "",
      amtool: paths["amtool"] ?? "",
      otelcol: paths["otelcol"] ?? "",
    },
    targets: targetsOf(place, controllers),
  };
  const compose = composeOf(place, controllers);
  const configuration = createHash("sha256");
  for (const [name, value] of Object.entries({ compose, task })) {
    const text = `${JSON.stringify(value, undefined, 2)}\n`;
    writeAtomic(join(folder, `${name}.json`), text);
    configuration.update(text);
  }
  return {
    folder,
    programs,
    standIn: sourceHash(standInMain),
    configuration: configuration.digest("hex"),
  };
}

/** Nothing of the user's but PATH: no proxy, no kubeconfig, no Git or Helm settings. */
export function environmentOf(env: NodeJS.ProcessEnv, { folder }: Place): NodeJS.ProcessEnv {
  return {
    PATH: [join(folder, "bin"), env["PATH"] ?? ""].join(":"),
    HOME: folder,
    TMPDIR: join(folder, "tmp"),
    LANG: "C.UTF-8",
    NO_PROXY: "127.0.0.1,localhost",
    GIT_CONFIG_NOSYSTEM: "1",
  };
}

const unbuilt = (program: string): Fault =>
  new Fault({
    where: `program ${program}`,
    problem: "is not among the tools of profile full",
    fix: "node local/cli.ts doctor says what is missing",
  });
