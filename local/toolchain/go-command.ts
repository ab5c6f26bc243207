import { spawn } from "node:child_process";

export interface GoCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the command and everything it started. */
  readonly signal: AbortSignal | undefined;
  /** Called for every line on stderr as it comes. */
  readonly onLine?: (line: string) => void;
  /** Called with the pid of the process group once it runs. */
  readonly onStart?: (pid: number) => void;
}

export interface GoOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `go` in a process group of its own, so that its compilers end with it. */
export function runGo({ args, cwd, env, signal, ...on }: GoCommand): Promise<GoOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn("go", args, {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const end = () => {
      killGroup(child.pid);
    };
    const done = () => {
      signal?.removeEventListener("abort", end);
      process.removeListener("exit", end);
    };
    process.once("exit", end);
    if (signal?.aborted) end();
    signal?.addEventListener("abort", end, { once: true });
    if (child.pid !== undefined) on.onStart?.(child.pid);

    let stdout = "";
    let stderr = "";
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) on.onLine?.(line);
    });
    child.on("error", (error) => {
      done();
      reject(error);
    });
    child.on("close", (code) => {
      done();
      resolve({ code: code ?? 128, stdout, stderr });
    });
  });
}

/** Kills a process group; one that is gone is no trouble. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined || pid <= 1) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
