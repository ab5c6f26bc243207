import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

import { Fault } from "../../lib/fault.ts";
import { breakEngineLock, type EngineLock, engineLocks, isDead } from "./engine-locks.ts";
import type { Screen } from "./screen.ts";

export interface FreeOptions {
  readonly environment: string;
  /** Folder of the engine's locks. */
  readonly folder: string;
  readonly noWait: boolean;
  readonly screen: Screen;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. @default 500 */
  readonly pollMs?: number;
}

/**
 * Returns when no engine works on the stack.
 *
 * A lock whose holder is certainly gone is broken; an engine that lives on this host is waited for; anybody else's lock
 * is a refusal.
 */
export async function freeStack(options: FreeOptions): Promise<void> {
  const { environment, folder, noWait, screen, signal, pollMs = 500 } = options;
  for (let told = false; ; told = true) {
    const locks = engineLocks(folder);
    for (const lock of locks.filter(isDead)) {
      breakEngineLock(lock);
      screen.row("healed", `removed the lock of an engine that is gone, process ${lock.pid}`);
    }
    const [alive] = locks.filter((lock) => !isDead(lock));
    if (alive === undefined) return;
    if (noWait || alive.host !== hostname()) throw heldByEngine(environment, alive);
    if (!told)
      screen.row("waiting", `for the engine that process ${alive.pid} runs (Ctrl-C stops waiting)`);
    await sleep(pollMs, undefined, { signal });
  }
}

function heldByEngine(environment: string, { user, host, pid, since }: EngineLock): Fault {
  const who =
    host === "" ? "a lock that cannot be read" : `${user}@${host}, process ${pid}, since ${since}`;
  return new Fault({
    where: environment,
    problem: `is locked by ${who}`,
    fix: `wait for it to end; if it is gone: ops unlock ${environment}`,
    exit: 1,
  });
}
