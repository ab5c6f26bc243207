import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { once } from "node:events";

/** How long a child may take to end after it was asked to, in milliseconds; then it is killed. */
const GRACE = 2000;

/** Loaded first into every child; see there. */
const WATCH_PARENT = new URL("./watch-parent.ts", import.meta.url).href;

export interface ChildOptions {
  /** Script and its arguments. */
  readonly args: readonly string[];
  /** Flags for Node itself, before the script. */
  readonly nodeArgs: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where its stdout and stderr go: to where ours go, or to the caller. */
  readonly output: "inherit" | "pipe";
  /** Ends the child when aborted. */
  readonly signal: AbortSignal;
}

/** How a process ended: its exit code, or the name of the signal that ended it. */
export type Ending = number | NodeJS.Signals;

const children = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/**
 * Starts a script under this very Node. The child ends when `signal` is aborted (asked first, killed 2 s later), when
 * this process exits, and when this process is killed.
 */
export function startNode(options: ChildOptions): ChildProcess {
  const { args, nodeArgs, cwd, env, output, signal } = options;
  const stdio: StdioOptions = ["ignore", output, output, "pipe"];
  const argv = [`--import=${WATCH_PARENT}`, ...nodeArgs, ...args];
  const child = spawn(process.execPath, argv, { cwd, env, stdio });
  children.add(child);

  const stop = (): void => {
    child.kill("SIGINT");
    setTimeout(() => child.kill("SIGKILL"), GRACE).unref();
  };
  child.once("close", () => {
    children.delete(child);
    signal.removeEventListener("abort", stop);
  });
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return child;
}

/** Waits until the child ended and everything it wrote was read; rejects when it could not be started. */
export async function endingOf(child: ChildProcess): Promise<Ending> {
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return code ?? signal ?? 1;
}
