import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";

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
 * A file that vanished beside its own `.bak` is damage too: taking it for a new stack would lose every resource.
 */
export function damage(place: StatePlace, printed: string | undefined): DamagedState | undefined {
  const checkpoint = checkpointOf(place);
  const vanished =
    printed === undefined &&
    checkpoint !== undefined &&
    !existsSync(checkpoint) &&
    hadResources(`${checkpoint}.bak`);
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

function hadResources(path: string): boolean {
  try {
    const { checkpoint } = JSON.parse(readFileSync(path, "utf8")) as {
      checkpoint?: { latest?: { resources?: unknown[] } };
    };
    return (checkpoint?.latest?.resources?.length ?? 0) > 0;
  } catch {
    return false;
  }
}
