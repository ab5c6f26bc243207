import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { processFacts } from "../../lib/process-facts.ts";
import { editedModule } from "./edited-module.ts";
import { buildFailed } from "./faults.ts";
import { buildFlags, goEnvironment, outputName } from "./go.ts";
import { killGroup, runGo } from "./go-command.ts";
import type { Tool } from "./tool.ts";

export interface BuildContext {
  /** Folder of the cache that holds the entries. */
  readonly tools: string;
  /** Name of the entry under way. */
  readonly entry: string;
  /** How the cache is called on a screen. */
  readonly cache: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
  /** Told how many of the packages that have to be compiled are, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

const prefix = ".building-";

/** Builds a tool into a temporary folder of the cache and returns that folder; on failure it is removed. */
export async function build(tool: Tool, context: BuildContext): Promise<string> {
  const folder = join(context.tools, `${prefix}${context.entry}-${process.pid}`);
  const env = goEnvironment(context.env);
  clearLeftovers(context);
  mkdirSync(join(folder, "bin"), { recursive: true, mode: 0o700 });
  try {
    const moduleFolder = () => listed(tool, ["-m", "-f", "{{.Dir}}", tool.module], env, context);
    const flags = [...buildFlags(tool), ...(await editedModule(tool, folder, moduleFolder))];
    const stale = await staleBefore(tool, flags, env, context);
    let compiled = 0;
    const { code, stderr } = await runGo({
      args: ["build", "-v", ...flags, "-o", `${join(folder, "bin")}/`, ...packagesOf(tool)],
      cwd: tool.folder,
      env,
      signal: context.signal,
      onStart: (pid) => {
        writeFileSync(join(folder, "go.pid"), String(pid));
      },
      onLine: (line) => {
        if (stale.has(line)) context.onProgress(++compiled / stale.size);
      },
    });
    context.signal?.throwIfAborted();
    if (code !== 0) throw buildFailed(tool, stderr, context.cache);
    for (const name of readdirSync(folder).filter((each) => each !== "bin")) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
    for (const binary of tool.binaries) {
      const made = outputName(binary.package);
      if (made === binary.name) continue;
      renameSync(join(folder, "bin", made), join(folder, "bin", binary.name));
    }
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

const packagesOf = (tool: Tool): string[] => tool.binaries.map((binary) => binary.package);

/** The packages Go will compile, those in its cache left out; fetches missing modules on the way. */
async function staleBefore(
  tool: Tool,
  flags: readonly string[],
  env: NodeJS.ProcessEnv,
  context: BuildContext,
): Promise<ReadonlySet<string>> {
  const format = "{{if .Stale}}{{.ImportPath}}{{end}}";
  const args = ["-deps", ...flags, "-f", format, ...packagesOf(tool)];
  const stdout = await listed(tool, args, env, context);
  return new Set(stdout.split("\n").filter((line) => line !== ""));
}

/** What `go list` answers. */
async function listed(
  tool: Tool,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { signal, cache }: BuildContext,
): Promise<string> {
  const { code, stdout, stderr } = await runGo({
    args: ["list", ...args],
    cwd: tool.folder,
    env,
    signal,
  });
  signal?.throwIfAborted();
  if (code !== 0) throw buildFailed(tool, stderr, cache);
  return stdout.trim();
}

/** Ends and removes what a killed build of the same entry left; only the holder of its lock may call this. */
function clearLeftovers({ tools, entry }: BuildContext): void {
  const mine = `${prefix}${entry}-`;
  mkdirSync(tools, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(tools).filter((each) => each.startsWith(mine))) {
    const pid = leftPid(join(tools, name));
    if (processFacts(pid)?.command.includes(name)) killGroup(pid);
    rmSync(join(tools, name), { recursive: true, force: true });
  }
}

function leftPid(folder: string): number {
  try {
    return Number(readFileSync(join(folder, "go.pid"), "utf8"));
  } catch {
    return 0;
  }
}
