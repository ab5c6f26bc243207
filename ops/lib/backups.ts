import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { writeAtomic } from "../../lib/write-atomic.ts";
import { resourcesOf, stateOf } from "./state.ts";

/** How many backups of one stack are kept. */
const kept = 20;

/** A copy of a state from before a run. */
export interface Backup {
  readonly path: string;
  /** When it was taken, ISO 8601. */
  readonly taken: string;
  readonly resources: number;
}

/** Keeps a copy of the state, unless it is the same as the last one; the oldest beyond twenty go. */
export function backUp(folder: string, state: string, now: Date): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = namesIn(folder);
  const last = names.at(-1);
  if (last !== undefined && readFileSync(join(folder, last), "utf8") === state) return;
  const name = `${now.toISOString().replaceAll(":", "-")}.json`;
  writeAtomic(join(folder, name), state);
  for (const old of namesIn(folder).slice(0, -kept)) rmSync(join(folder, old), { force: true });
}

/** The newest backup that can be read; undefined when there is none. */
export function newestBackup(folder: string): Backup | undefined {
  for (const name of namesIn(folder).reverse()) {
    const path = join(folder, name);
    try {
      const resources = resourcesOf(stateOf(readFileSync(path, "utf8"))).length;
      const taken = name.replace(/T(\d+)-(\d+)-([\d.]+Z)\.json$/, "T$1:$2:$3");
      return { path, taken, resources };
    } catch {
      continue;
    }
  }
  return undefined;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort();
  } catch {
    return [];
  }
}
