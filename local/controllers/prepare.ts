import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { linkAtomic, writeAtomic } from "../../lib/write-atomic.ts";
import { composeOf, programOf } from "./compose.ts";
import type { Controller } from "./controller.ts";
import type { Host } from "./host.ts";
import { targetsOf } from "./kubelet/local-targets.ts";
import type { Task } from "./kubelet/task.ts";
import type { Place } from "./place.ts";

/**
 * Writes what processes are started from: links to their programs, their folders, the supervisor's file and the task of the
 * kubelet's stand-in. True when that is other than before. `binaries`: path of every program of the tools, by name.
 */
export function prepare(
  binaries: Readonly<Record<string, string>>,
  place: Place,
  controllers: readonly Controller[],
  { gitDaemon }: Host,
): boolean {
  const { folder, git } = place;
  for (const each of [git, join(folder, "tmp"), join(place.home, "logs")]) {
    mkdirSync(each, { recursive: true, mode: 0o700 });
  }
  const programs: Readonly<Record<string, string | undefined>> = {
    ...binaries,
    "kubelet-stand-in": process.execPath,
    "git-daemon": gitDaemon,
  };
  const link = (name: string, program: string) => {
    const target = programs[program];
    if (target === undefined) throw unbuilt(program);
    linkAtomic(target, programOf(folder, { name }));
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
      promtool: binaries["promtool"] ?? "",
      amtool: binaries["amtool"] ?? "",
      otelcol: binaries["otelcol"] ?? "",
    },
    targets: targetsOf(place, controllers),
  };
  const compose = writeChanged(join(folder, "compose.json"), composeOf(place, controllers));
  return writeChanged(join(folder, "task.json"), task) || compose;
}

function writeChanged(path: string, value: object): boolean {
  const text = `${JSON.stringify(value, undefined, 2)}\n`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) return false;
  writeAtomic(path, text);
  return true;
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
