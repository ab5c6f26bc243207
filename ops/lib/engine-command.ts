import { spawn, type ChildProcess } from "node:child_process";

import type { PulumiCommand } from "@pulumi/pulumi/automation/index.js";

import { executable } from "./executable.ts";

/** How a pulumi process ended when it did not end well. */
export class EngineExit extends Error {
  /** Exit code; undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;

  constructor(code: number | undefined, stdout: string, stderr: string) {
    super(`pulumi ended with ${code ?? "a signal"}`);
    this.name = "EngineExit";
    this.code = code;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

/** What a pulumi process that ended well printed. */
export interface EngineOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: 0;
}

export interface EngineCommandOptions {
  /** Version of that pulumi, `3.259.0`: it decides how the SDK asks for events. */
  readonly version: string;
  /** The whole environment of the process: nothing of the caller's leaks in. */
  readonly env: Readonly<Record<string, string>>;
  /** Told of each process, so that a second interrupt can end it for good. */
  readonly onProcess?: (child: ChildProcess) => void;
}

export type RunEngine = (
  args: readonly string[],
  cwd: string,
  extra?: Readonly<Record<string, string>>,
  onOutput?: (text: string) => void,
  onError?: (text: string) => void,
  signal?: AbortSignal,
) => Promise<EngineOutput>;

/**
 * The pulumi on the PATH of `env`, as the Automation API wants it.
 *
 * The SDK's own command would merge the caller's environment in and share its process group, so that one Ctrl-C reaches
 * the engine twice, and twice means: drop everything now. This one leads a group of its own.
 */
export function engineCommand(options: EngineCommandOptions): PulumiCommand & { run: RunEngine } {
  const { env, onProcess } = options;
  const command = executable("pulumi", env["PATH"]);
  const run: RunEngine = (args, cwd, extra = {}, onOutput, onError, signal) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, [...args, "--non-interactive", "--color=never"], {
        cwd,
        env: { ...extra, ...env, PULUMI_AUTOMATION_API: "true" },
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
      });
      onProcess?.(child);
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        onOutput?.(text);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
        onError?.(text);
      });
      const cancel = () => void child.kill("SIGINT");
      signal?.addEventListener("abort", cancel, { once: true });
      if (signal?.aborted === true) cancel();
      child.on("error", (error) => {
        reject(new EngineExit(127, stdout, error.message));
      });
      child.on("close", (code) => {
        signal?.removeEventListener("abort", cancel);
        if (code === 0) resolve({ stdout, stderr, code });
        else reject(new EngineExit(code ?? undefined, stdout, stderr));
      });
    });
  const version = { toString: () => options.version } as PulumiCommand["version"];
  return { command, version, run };
}
