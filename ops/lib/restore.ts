import { existsSync, readdirSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { type Backup, newestBackup } from "./backups.ts";
import type { Engine } from "./engine.ts";
import { isCorrupt } from "./engine-faults.ts";

/** The state itself cannot be read, so that nothing can be said about what there is. */
export class DamagedState extends Fault {}

/** Where the state of a stack lies, and its backups. */
export interface StatePlace {
  readonly environment: string;
  readonly project: string;
  /** Folder of a file backend; undefined for any other. */
  readonly stateFolder: string | undefined;
  readonly backups: string;
}

/** The engine's file for one stack in a file backend. */
export const checkpointOf = ({
  stateFolder,
  project,
  environment,
}: StatePlace): string | undefined =>
  stateFolder && join(stateFolder, ".pulumi/stacks", project, `${environment}.json`);

/**
 * The fault of a state that was damaged; undefined when it is well, or was never there.
 *
 * A stack that is gone although its last backup holds resources is damage too: taking it for a new one would lose every
 * resource. Removing the state's whole folder, as `local/cli.ts reset` does, is meant.
 */
export function damage(place: StatePlace, printed: string | undefined): DamagedState | undefined {
  const vanished =
    printed === undefined && hasTraces(place) && (newestBackup(place.backups)?.resources ?? 0) > 0;
  if (!vanished && !(printed !== undefined && isCorrupt(printed))) return undefined;
  const backup = newestBackup(place.backups);
  return new DamagedState({
    where: `state of ${place.environment}`,
    problem: vanished ? "is gone" : "is damaged and cannot be read",
    fix: backup
      ? `add --restore-backup to go back to ${described(backup)}`
      : place.stateFolder
        ? "there is no backup in .local/backups; node local/cli.ts reset starts anew"
        : "there is no backup in .local/backups; restore the previous version of the object in the bucket",
  });
}

export const described = ({ taken, resources }: Backup): string =>
  `the backup of ${taken} (${resources} entries)`;

/** Puts the newest backup in place of a damaged state, which is kept beside it. Returns what was taken. */
export async function restoreBackup(place: StatePlace, engine: Engine, now: Date): Promise<Backup> {
  const backup = newestBackup(place.backups);
  const checkpoint = checkpointOf(place);
  if (backup === undefined || checkpoint === undefined) {
    throw damage(place, "failed to load checkpoint") ?? new Error("unreachable");
  }
  if (existsSync(checkpoint)) {
    renameSync(checkpoint, `${checkpoint}.damaged-${now.toISOString().replaceAll(":", "-")}`);
  }
  await engine.create();
  await engine.importState(backup.path);
  return backup;
}

/** True when the engine has kept this stack before: it leaves a copy or attributes beside the file. */
function hasTraces(place: StatePlace): boolean {
  const checkpoint = checkpointOf(place);
  if (checkpoint === undefined) return false;
  try {
    const start = `${basename(checkpoint)}.`;
    return readdirSync(dirname(checkpoint)).some((name) => name.startsWith(start));
  } catch {
    return false;
  }
}
