import { spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { processesWith } from "../../lib/process-facts.ts";
import { run } from "../../lib/run.ts";
import { foldersOf } from "./started.ts";

/** Name of process-compose among the links of a cluster. */
const supervisor = "process-compose";

/** The command that talks to the supervisor; run in the folder, since a socket's path may have 108 characters at most. */
export const supervisorCommand = (folder: string): readonly string[] => [
  join(folder, "bin", supervisor),
  "--unix-socket",
  "supervisor.sock",
  "--log-file",
  join(folder, "work", "client.log"),
];

/** What the supervisor says about one process. */
export interface Supervised {
  readonly name: string;
  /** Pid; 0 when it does not run. */
  readonly pid: number;
  readonly running: boolean;
  /** Undefined for what has no probe. */
  readonly ready: boolean | undefined;
  readonly restarts: number;
}

/** Milliseconds for one question to the supervisor. */
const patience = 10_000;

/** The processes under the supervisor; undefined when it does not run. */
export async function supervised(folder: string): Promise<readonly Supervised[] | undefined> {
  if (supervisorPids(folder).length === 0) return undefined;
  const [program = "", ...args] = supervisorCommand(folder);
  const asked = [...args, "process", "list", "--output", "json"];
  const { code, stdout } = await run(program, asked, {
    cwd: folder,
    env: { HOME: folder, PATH: process.env["PATH"] ?? "" },
    timeoutMs: patience,
  });
  return code === 0 ? supervisedIn(stdout) : undefined;
}

interface Listed {
  readonly name: string;
  readonly pid: number;
  readonly is_running: boolean;
  readonly is_ready: string;
  readonly has_ready_probe: boolean;
  readonly restarts: number;
}

/** Reads the supervisor's list; undefined when it is none. */
export function supervisedIn(text: string): readonly Supervised[] | undefined {
  try {
    return (JSON.parse(text) as readonly Listed[]).map((each) => ({
      name: each.name,
      pid: each.is_running ? each.pid : 0,
      running: each.is_running,
      ready: each.has_ready_probe ? each.is_ready === "Ready" : undefined,
      restarts: each.restarts,
    }));
  } catch {
    return undefined;
  }
}

/** Pids of supervisors of this folder that live; its clients are processes of the same name and end by themselves. */
export const supervisorPids = (folder: string): number[] => pidsBy(folder, `${supervisor} up `);

/** Starts the supervisor in the background; it starts the processes in their order. */
export function startSupervisor(folder: string, env: NodeJS.ProcessEnv): void {
  const work = join(folder, "work");
  mkdirSync(work, { recursive: true, mode: 0o700 });
  const log = openSync(join(work, "supervisor.out"), "w", 0o600);
  const args = [
    ...["up", "--config", join(folder, "compose.json"), "--tui=false", "--keep-project"],
    ...["--disable-dotenv", "--ordered-shutdown", "--unix-socket", "supervisor.sock"],
    ...["--log-file", join(work, "supervisor.log")],
  ];
  spawn(join(folder, "bin", supervisor), args, {
    cwd: folder,
    env,
    detached: true,
    stdio: ["ignore", log, log],
  }).unref();
}

/** Ends the supervisor and what it runs, then whatever of the folder is still there. Returns whether anything was. */
export async function endSupervisor(folder: string): Promise<boolean> {
  const pids = supervisorPids(folder);
  for (const pid of pids) signal(pid, "SIGTERM");
  const deadline = Date.now() + 20_000;
  while (supervisorPids(folder).length > 0) {
    if (Date.now() > deadline) for (const pid of pids) signal(pid, "SIGKILL");
    await sleep(50);
  }
  const strays = straysOf(folder);
  for (const pid of strays) signal(pid, "SIGKILL");
  while (straysOf(folder).length > 0) await sleep(20);
  return pids.length + strays.length > 0;
}

/** Processes of the folder, whoever started them: all of them are run by way of a link in its `bin`. */
export const straysOf = (folder: string): number[] => pidsBy(folder, "");

/** Processes whose command line begins with a link of the folder that begins so; after a move it has the old folder in it. */
const pidsBy = (folder: string, link: string): number[] =>
  foldersOf(folder)
    .flatMap((each) => processesWith(`${join(each, "bin")}/${link}`))
    .map(({ pid }) => pid);

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
