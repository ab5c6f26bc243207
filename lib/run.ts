import { spawn } from "node:child_process";

/** What a finished process left behind. */
export interface RunResult {
  /** Exit code; 127 when the program could not be started, 128 when a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** @default the caller's working directory */
  readonly cwd?: string;
  /** The whole environment of the process. @default the caller's */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the process is killed. @default no limit */
  readonly timeoutMs?: number;
  /** What the process reads on stdin. @default nothing */
  readonly input?: string;
}

/** Runs a program to its end and never throws: how it ended is in the result. */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["pipe", "pipe", "pipe"],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
    });
    // Node's own `timeout` would keep this process alive when the program does not even start.
    const timer = setTimeout(() => child.kill("SIGKILL"), options.timeoutMs ?? 0);
    if (options.timeoutMs === undefined) clearTimeout(timer);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    // A process that ends without reading is not this one's trouble: how it ended is in the result.
    child.stdin.on("error", () => undefined).end(options.input ?? "");
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ code: 127, stdout, stderr: stderr + error.message });
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 128, stdout, stderr });
    });
  });
}
