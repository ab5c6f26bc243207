import { spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { inSession } from "../session.ts";
import { ensure } from "../toolchain/ensure.ts";
import { readTools } from "../toolchain/tool.ts";
import { session } from "./env.ts";
import type { CommandContext } from "./start.ts";

/** An interactive shell in which pulumi, kubectl and node work on the cluster; returns its exit code. */
export async function shell(
  input: { readonly cluster: string },
  context: CommandContext,
): Promise<number> {
  const variables = await session(input, context);
  context.screen.line(
    `shell of cluster ${input.cluster}: pulumi, kubectl and node; exit leaves it`,
  );
  const program = context.env["SHELL"] ?? "/bin/sh";
  return attached(program, ["-i"], inSession(variables, context.env), context.signal);
}

/** Runs one command on the cluster and returns its exit code; a tool that is made on first need is made now. */
export async function exec(
  input: { readonly cluster: string; readonly command: readonly string[] },
  context: CommandContext,
): Promise<number> {
  const [program, ...args] = input.command;
  if (program === undefined) {
    throw new Fault({
      where: "exec",
      problem: "has no command",
      fix: `node local/cli.ts exec ${input.cluster} -- kubectl get namespaces`,
    });
  }
  const variables = await session(input, context);
  const env = inSession(variables, context.env);
  const needed = readTools().filter(
    ({ profile, binaries }) => profile !== "core" && binaries.some(({ name }) => name === program),
  );
  const made = await ensure(needed, { ...context, ignored: context.paths.ignored });
  if (made.some(({ from }) => from === "built")) context.screen.tools(made);
  const folders = made.flatMap(({ binaries }) => Object.values(binaries).map(dirname));
  const path = [...folders, env["PATH"] ?? ""].join(delimiter);
  return attached(program, args, { ...env, PATH: path }, context.signal);
}

/** Hands the terminal to a program; it gets Ctrl-C itself, and an end when we are ended. */
function attached(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: "inherit" });
    const end = () => {
      child.kill("SIGTERM");
    };
    const restore = leaveCtrlCToTheProgram();
    signal?.addEventListener("abort", end, { once: true });
    child.on("error", (error: NodeJS.ErrnoException) => {
      const problem = error.code === "ENOENT" ? "is not on PATH" : `cannot run (${error.message})`;
      reject(new Fault({ where: program, problem, fix: "check its name", cause: error }));
    });
    child.on("close", (code) => {
      signal?.removeEventListener("abort", end);
      restore();
      resolve(code ?? 2);
    });
  });
}

/** The terminal sends Ctrl-C to both of us; only the program decides what it means. */
function leaveCtrlCToTheProgram(): () => void {
  const before = process.listeners("SIGINT");
  const ignore = () => undefined;
  process.removeAllListeners("SIGINT").on("SIGINT", ignore);
  return () => {
    process.off("SIGINT", ignore);
    for (const listener of before) process.on("SIGINT", listener);
  };
}
