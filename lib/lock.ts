import { readFileSync, rmSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { processFacts } from "./process-facts.ts";
import { createAtomic } from "./write-atomic.ts";

/** Who holds a lock, and for what. */
export interface LockHolder {
  readonly pid: number;
  readonly started: string;
  /** What the holder does, for the people who wait: "start of local". */
  readonly doing: string;
}

export interface LockOptions {
  /** Called once when a live holder has to be waited for. */
  readonly onWait?: (holder: LockHolder) => void;
  /** Stops the waiting. */
  readonly signal?: AbortSignal;
  /** Milliseconds between two looks at a held lock. @default 200 */
  readonly pollMs?: number;
}

/**
 * Runs `body` while this process alone holds the lock file at `path`.
 *
 * A live holder is waited for; the lock of a process that is gone is broken. Good for the processes of one
 * machine, one lock per path and process: it is not re-entrant.
 */
export async function withLock<T>(
  path: string,
  doing: string,
  body: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const mine = JSON.stringify({
    pid: process.pid,
    started: processFacts(process.pid)?.started ?? "",
    doing,
  } satisfies LockHolder);
  let told = false;
  while (!createAtomic(path, mine)) {
    const holder = liveHolder(path);
    if (holder === undefined) {
      if (!breakLock(path)) await sleep(20, undefined, { signal: options.signal });
      continue;
    }
    if (!told) options.onWait?.(holder);
    told = true;
    await sleep(options.pollMs ?? 200, undefined, { signal: options.signal });
  }
  try {
    return await body();
  } finally {
    if (contentOf(path) === mine) rmSync(path, { force: true });
  }
}

/** The live process that holds a lock; undefined when it is free or its holder is gone. */
export function liveHolder(path: string): LockHolder | undefined {
  const holder = parse(contentOf(path));
  const facts = holder && processFacts(holder.pid);
  return facts?.started === holder?.started ? holder : undefined;
}

/** Removes a dead holder's lock; a second file keeps two breakers from removing a fresh one. */
function breakLock(path: string): boolean {
  const breaking = `${path}.breaking`;
  if (!createAtomic(breaking, String(process.pid))) {
    if (olderThan(breaking, 5_000)) rmSync(breaking, { force: true });
    return false;
  }
  try {
    if (liveHolder(path) === undefined) rmSync(path, { force: true });
    return true;
  } finally {
    rmSync(breaking, { force: true });
  }
}

function olderThan(path: string, milliseconds: number): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > milliseconds;
  } catch {
    return false;
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function parse(content: string | undefined): LockHolder | undefined {
  try {
    const value = JSON.parse(content ?? "") as Partial<LockHolder>;
    if (typeof value.pid !== "number" || typeof value.started !== "string") return undefined;
    return { pid: value.pid, started: value.started, doing: value.doing ?? "" };
  } catch {
    return undefined;
  }
}
