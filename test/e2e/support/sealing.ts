import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Duplex } from "node:stream";

import { linkAtomic } from "../../../lib/write-atomic.ts";
import { writeAccount } from "../../../local/controllers/account.ts";
import { composeOf, programOf } from "../../../local/controllers/compose.ts";
import { controllersOf } from "../../../local/controllers/controllers.ts";
import { withInherited } from "../../../local/controllers/inherited.ts";
import { placeOf } from "../../../local/controllers/place.ts";
import { recordedPorts } from "../../../local/controllers/ports.ts";
import { connect } from "../../../local/control-plane/api.ts";
import { layout } from "../../../local/layout.ts";
import type { Finished, Scratch } from "./scratch.ts";

export interface Given {
  readonly stdin?: string;
  readonly descriptor?: string;
  /** Takes in the arguments and environment of every process that this starts. */
  readonly seen?: Set<string>;
}

/** Runs ops with bytes on stdin and on descriptor 3, which no other process on the machine can see. */
export function opsWith(
  { root, home }: Scratch,
  args: readonly string[],
  { stdin = "", descriptor = "", seen }: Given,
): Promise<Finished> {
  const child = spawn(process.execPath, ["ops/cli.ts", ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", TMPDIR: join(home, "tmp") },
    stdio: ["pipe", "pipe", "pipe", "pipe"],
  });
  const third = child.stdio[3] as Duplex;
  // Who needs nothing from there ends without reading.
  for (const pipe of [child.stdin, third]) pipe.on("error", () => undefined);
  child.stdin.end(stdin);
  third.end(descriptor);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (part: Buffer) => (stdout += part.toString()));
  child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
  const ended = new AbortController();
  if (seen !== undefined) void watch(child.pid ?? 0, ended.signal, seen);
  return new Promise((resolve) => {
    child.on("close", (code) => {
      ended.abort();
      resolve({ code: code ?? 137, stdout, stderr });
    });
  });
}

const factsOf = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** A process and all that it has started, as they are now. */
function familyOf(pid: number): readonly number[] {
  const children = factsOf(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  return [pid, ...children.flatMap((child) => familyOf(Number(child)))];
}

/** Keeps what a process and all that it starts say of themselves, arguments and environment, until it has ended. */
async function watch(pid: number, ended: AbortSignal, seen: Set<string>): Promise<void> {
  while (!ended.aborted) {
    for (const one of familyOf(pid)) {
      seen.add(factsOf(`/proc/${one}/cmdline`));
      seen.add(factsOf(`/proc/${one}/environ`));
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The real controller, as its account, beside a control plane that runs. */
export interface SealingController {
  /** Port of its own API. */
  readonly port: number;
  readonly metricsPort: number;
  /** What it has logged. */
  readonly log: () => string;
  stop(): Promise<void>;
}

/** Starts the controller the way `local start --profile full` does, alone. */
export async function runSealingController(
  { root }: Scratch,
  cluster: string,
  server: string,
  program: string,
): Promise<SealingController> {
  const paths = layout(root);
  const folder = join(paths.clusters, cluster, "controllers");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ports = await recordedPorts(folder);
  const place = placeOf(paths, cluster, server, ports);
  const api = connect(place.home, Number(new URL(server).port));
  try {
    const described = controllersOf(place).find(({ name }) => name === "sealed-secrets-controller");
    if (described?.account === undefined) throw new Error("no such controller is described");
    const controller = (await withInherited(api, [described]))(described);
    const ca = join(place.home, "pki", "ca.crt");
    await writeAccount(api, described.account, { controllers: folder, ca, server });
    linkAtomic(program, programOf(folder, controller));
    const { processes } = composeOf(place, [controller]) as {
      processes: Record<string, { entrypoint: string[]; environment: string[] }>;
    };
    const { entrypoint, environment } = processes[controller.name] ?? {
      entrypoint: [],
      environment: [],
    };
    const [command = "", ...args] = entrypoint;
    const env = Object.fromEntries(environment.map((each) => each.split(/=(.*)/s).slice(0, 2)));
    const child = spawn(command, args, {
      env: { PATH: process.env["PATH"], ...(env as NodeJS.ProcessEnv) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stdout.on("data", (part: Buffer) => (said += part.toString()));
    child.stderr.on("data", (part: Buffer) => (said += part.toString()));
    const ended = new Promise<void>((resolve) => {
      child.on("close", () => {
        resolve();
      });
    });
    return {
      port: ports.sealedSecrets,
      metricsPort: ports.sealedSecretsMetrics,
      log: () => said,
      stop: async () => {
        child.kill("SIGKILL");
        await ended;
      },
    };
  } finally {
    api.close();
  }
}
