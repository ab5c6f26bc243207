import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { compareVersions, versionIn } from "./version.ts";
import type { Tool } from "./tool.ts";

/** Raised when the way of building changes, so that no cache entry of the old way is used. */
const recipe = "1";

/** What a finished build wrote beside its binaries. */
export interface Manifest {
  readonly binaries: Readonly<Record<string, { size: number; mtimeMs: number }>>;
}

/** Name of the cache entry up to the Go version: changes with the files of the tool's folder and the recipe. */
export function entryPrefix(tool: Tool): string {
  const hash = createHash("sha256").update(recipe);
  const own = readdirSync(tool.folder).filter((name) => name.endsWith(".go"));
  for (const file of ["go.mod", "go.sum", "tool.json", ...own.sort()]) {
    hash.update("\0").update(readFileSync(join(tool.folder, file)));
  }
  return `${tool.name}-${tool.version}-${hash.digest("hex").slice(0, 10)}-`;
}

/** Name of the cache entry of a tool built by that Go on this kind of machine. */
export function entryName(tool: Tool, go: string): string {
  return `${entryPrefix(tool)}go${go}-${process.platform}-${process.arch}`;
}

/** The entry made by the newest Go, for machines whose Go is gone; undefined when there is none. */
export function newestEntry(tool: Tool, tools: string): string | undefined {
  const prefix = entryPrefix(tool);
  const suffix = `-${process.platform}-${process.arch}`;
  const goOf = (name: string) => versionIn(name.slice(prefix.length)) ?? "0.0.0";
  return namesIn(tools)
    .filter((name) => name.startsWith(prefix) && name.endsWith(suffix))
    .sort((a, b) => compareVersions(goOf(b), goOf(a)))[0];
}

/** True when every binary is there, exactly as it was when it was built and ran. */
export function isWhole(tool: Tool, entry: string): boolean {
  try {
    const text = readFileSync(join(entry, "manifest.json"), "utf8");
    const { binaries } = JSON.parse(text) as Manifest;
    return tool.binaries.every(({ name }) => {
      const { size, mtimeMs, mode } = statSync(join(entry, "bin", name));
      const recorded = binaries[name];
      return (mode & 0o100) !== 0 && recorded?.size === size && recorded.mtimeMs === mtimeMs;
    });
  } catch {
    return false;
  }
}

/** What goes into the manifest of an entry, from the files that are there now. */
export function manifestOf(tool: Tool, entry: string): Manifest {
  const facts = tool.binaries.map(({ name }) => {
    const { size, mtimeMs } = statSync(join(entry, "bin", name));
    return [name, { size, mtimeMs }] as const;
  });
  return { binaries: Object.fromEntries(facts) };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
