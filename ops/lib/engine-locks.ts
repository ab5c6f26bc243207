import { readFileSync, readdirSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { z } from "zod";

import { processFacts } from "../../lib/process-facts.ts";

/** A lock file that the engine keeps in a file backend while it changes a stack. */
export interface EngineLock {
  readonly path: string;
  readonly pid: number;
  readonly host: string;
  readonly user: string;
  readonly since: string;
}

const lockSchema = z.object({
  pid: z.int(),
  hostname: z.string(),
  username: z.string(),
  timestamp: z.string(),
});

/** Folder of the engine's locks for one stack in a file backend (pkg/backend/diy/lock.go of pulumi v3.259.0). */
export const lockFolder = (stateDir: string, project: string, stack: string): string =>
  join(stateDir, ".pulumi/locks/organization", project, stack);

/** The engine's locks on a stack; a lock that cannot be read counts as held by somebody unknown. */
export function engineLocks(folder: string): EngineLock[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const path = join(folder, name);
    const text = textOf(path);
    if (text === undefined) return [];
    const read = lockSchema.safeParse(parsed(text));
    if (!read.success) return [{ path, pid: 0, host: "", user: "somebody", since: "" }];
    const { pid, hostname: host, username: user, timestamp: since } = read.data;
    return [{ path, pid, host, user, since }];
  });
}

/** True only when the holder is certainly gone: on this host, and no engine runs under its pid. */
export function isDead({ pid, host }: EngineLock): boolean {
  if (host !== hostname() || pid <= 0) return false;
  const facts = processFacts(pid);
  return facts === undefined || !/(^|\/)pulumi( |$)/.test(facts.command);
}

/** Removes one lock file. */
export function breakEngineLock({ path }: EngineLock): void {
  rmSync(path, { force: true });
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
