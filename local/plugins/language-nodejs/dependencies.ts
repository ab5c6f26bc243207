import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Dependency {
  readonly name: string;
  readonly version: string;
}

interface Lock {
  readonly packages?: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const INSTALLED = "node_modules/";

/**
 * Packages that the nearest package-lock.json at or above `directory` locks, sorted by name: those the project asks for
 * itself, or all with `transitive`. None without a lock file.
 */
export function lockedDependencies(directory: string, transitive: boolean): Dependency[] {
  const file = nearest(directory, "package-lock.json");
  if (file === undefined) return [];
  const { packages = {} } = JSON.parse(readFileSync(file, "utf8")) as Lock;
  const own = { ...packages[""]?.dependencies, ...packages[""]?.devDependencies };
  return Object.entries(packages)
    .filter(([at, { version }]) => at.startsWith(INSTALLED) && version !== undefined)
    .filter(([at]) => transitive || Object.hasOwn(own, at.slice(INSTALLED.length)))
    .map(([at, { version = "" }]) => ({ name: at.slice(nameStart(at)), version }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** A nested package is locked as `node_modules/a/node_modules/b`. */
function nameStart(at: string): number {
  return at.lastIndexOf(INSTALLED) + INSTALLED.length;
}

function nearest(directory: string, name: string): string | undefined {
  const file = path.join(directory, name);
  if (existsSync(file)) return file;
  const above = path.dirname(directory);
  return above === directory ? undefined : nearest(above, name);
}
