import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { cacheFolder, cacheLabel } from "../../lib/cache-folder.ts";
import { Fault } from "../../lib/fault.ts";
import { withLock } from "../../lib/lock.ts";
import { build } from "./build.ts";
import { entryName, isWhole, manifestOf, newestEntry } from "./cache.ts";
import { cacheUnusable, cannotBuild, storageTrouble } from "./faults.ts";
import { goVersion, neededGo } from "./go.ts";
import { findOnPath, type Found, versionOf } from "./probe.ts";
import { compareVersions, isAccepted } from "./version.ts";
import type { Tool } from "./tool.ts";

/** Where a tool came from, and where its programs are. */
export interface Ready {
  readonly tool: string;
  readonly version: string;
  readonly from: "PATH" | "cache" | "built";
  /** Seconds the build took; only after one. */
  readonly seconds?: number;
  readonly binaries: Found;
}

/** What people are told while tools are made. */
export interface BuildScreen {
  building(tool: Tool): void;
  progress(tool: Tool, share: number, seconds: number): void;
  waiting(tool: Tool, pid: number): void;
  done(): void;
}

export interface EnsureContext {
  readonly env: NodeJS.ProcessEnv;
  /** Folders on PATH that are ours and therefore prove nothing. */
  readonly ignored: readonly string[];
  readonly screen: BuildScreen;
  readonly signal?: AbortSignal;
}

/**
 * Every tool, from PATH in an accepted version unless we edit it, else from the cache, else built into it now.
 *
 * Throws a Fault that names all tools that can neither be found nor built.
 */
export async function ensure(tools: readonly Tool[], context: EnsureContext): Promise<Ready[]> {
  const { env, ignored } = context;
  const go = await goVersion(env);
  const ready = new Map<string, Ready>();
  for (const tool of tools) {
    const there = (await fromPath(tool, env, ignored)) ?? fromCache(tool, go, env);
    if (there !== undefined) ready.set(tool.name, there);
  }
  const missing = tools.filter(({ name }) => !ready.has(name));
  const impossible = missing.filter((tool) => !canBuild(tool, go));
  if (impossible.length > 0) throw cannotBuild(impossible, go);
  for (const tool of missing) ready.set(tool.name, await buildOnce(tool, go ?? "", context));
  return tools.flatMap(({ name }) => ready.get(name) ?? []);
}

/** The tool where it is now, without building anything; undefined when it is nowhere. */
export async function locate(
  tool: Tool,
  { env, ignored }: Pick<EnsureContext, "env" | "ignored">,
): Promise<Ready | undefined> {
  return (await fromPath(tool, env, ignored)) ?? fromCache(tool, await goVersion(env), env);
}

const canBuild = (tool: Tool, go: string | undefined): boolean =>
  go !== undefined && compareVersions(go, neededGo(tool)) >= 0;

async function fromPath(
  tool: Tool,
  env: NodeJS.ProcessEnv,
  ignored: readonly string[],
): Promise<Ready | undefined> {
  const there = await findOnPath(tool, env, ignored);
  return there && { tool: tool.name, version: there.version, from: "PATH", binaries: there.found };
}

function fromCache(tool: Tool, go: string | undefined, env: NodeJS.ProcessEnv): Ready | undefined {
  const tools = join(cacheFolder(env), "tools");
  const usable = canBuild(tool, go) && go !== undefined;
  const name = usable ? entryName(tool, go) : newestEntry(tool, tools);
  if (name === undefined || !isWhole(tool, join(tools, name))) return undefined;
  return inEntry(tool, join(tools, name), "cache");
}

function inEntry(tool: Tool, entry: string, from: "cache" | "built", seconds?: number): Ready {
  const paths = tool.binaries.map(({ name }) => [name, join(entry, "bin", name)] as const);
  const facts = { tool: tool.name, version: tool.version, from };
  const binaries = Object.fromEntries(paths);
  return seconds === undefined ? { ...facts, binaries } : { ...facts, seconds, binaries };
}

/** Builds under the entry's lock; whoever waited for another build takes its outcome. */
async function buildOnce(tool: Tool, go: string, context: EnsureContext): Promise<Ready> {
  const { env, screen, signal } = context;
  const cache = cacheLabel(env);
  const folder = cacheFolder(env);
  const tools = join(folder, "tools");
  const name = entryName(tool, go);
  const entry = join(tools, name);
  try {
    mkdirSync(tools, { recursive: true, mode: 0o700 });
    return await withLock(
      join(folder, "locks", `${name}.lock`),
      `build of ${tool.name} ${tool.version}`,
      async () => {
        if (isWhole(tool, entry)) return inEntry(tool, entry, "cache");
        const begun = Date.now();
        const elapsed = () => Math.round((Date.now() - begun) / 1000);
        screen.building(tool);
        const ticker = progressOf(tool, screen, elapsed);
        try {
          const onProgress = ticker.share;
          const made = await build(tool, { tools, entry: name, cache, env, signal, onProgress });
          await publish(tool, made, entry, env);
        } finally {
          ticker.stop();
          screen.done();
        }
        return inEntry(tool, entry, "built", elapsed());
      },
      {
        onWait: ({ pid }) => {
          screen.waiting(tool, pid);
        },
        ...(signal === undefined ? {} : { signal }),
      },
    );
  } catch (error) {
    const trouble = storageTrouble(error);
    if (error instanceof Fault || trouble === undefined) throw error;
    throw cacheUnusable(cache, trouble);
  }
}

/** Redraws once a second, whether or not a package was finished in it. */
function progressOf(tool: Tool, screen: BuildScreen, elapsed: () => number) {
  let share = 0;
  const timer = setInterval(() => {
    screen.progress(tool, share, elapsed());
  }, 1_000);
  return {
    share: (value: number) => {
      share = value;
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** Moves a finished build to its place in one step, after each of its programs has run. */
async function publish(
  tool: Tool,
  made: string,
  entry: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  try {
    for (const binary of tool.binaries) {
      const version = await versionOf(join(made, "bin", binary.name), binary, env);
      if (version !== undefined && isAccepted(version, binary.accepts)) continue;
      throw new Fault({
        where: `${tool.name} ${tool.version}`,
        problem: `the built ${binary.name} says it is ${version ?? "nothing that runs"}`,
        fix: `make tool.json and go.mod of ${tool.name} agree`,
      });
    }
    writeFileSync(join(made, "manifest.json"), JSON.stringify(manifestOf(tool, made)));
    if (existsSync(entry)) renameSync(entry, `${made}-old`);
    renameSync(made, entry);
    rmSync(`${made}-old`, { recursive: true, force: true });
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    throw error;
  }
}
