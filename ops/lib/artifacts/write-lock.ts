import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { ARTIFACTS_FOLDER_NAME, LOCK, readArtifacts } from "../../../lib/artifacts/lock.ts";
import type { Artifact } from "../../../lib/artifacts/schema.ts";
import { Fault } from "../../../lib/fault.ts";
import { writeAtomic } from "../../../lib/write-atomic.ts";

/** Writes the lock: readers see the old one or the new one. */
export function writeLock(root: string, artifacts: Readonly<Record<string, Artifact>>): void {
  const file = { $schema: "./lock.schema.json", artifacts };
  writeAtomic(join(root, LOCK), `${JSON.stringify(file, undefined, 2)}\n`, 0o644);
}

/**
 * Replaces one artifact, and leaves all others as they are in the lock by now: an editor or Git may have changed it while
 * the network was asked.
 *
 * @throws Fault when the artifact itself is another one than `old`
 */
export function replaceArtifact(root: string, name: string, old: Artifact, next: Artifact): void {
  const { artifacts } = readArtifacts(join(root, ARTIFACTS_FOLDER_NAME));
  if (!isDeepStrictEqual(artifacts[name], old)) throw changedMeanwhile(LOCK, name);
  writeLock(root, { ...artifacts, [name]: next });
}

/** Two want to say what an entry is; only people know who is right. */
export const changedMeanwhile = (where: string, name: string): Fault =>
  new Fault({
    where,
    problem: `${name} was changed while the network was asked, and is left as it is now`,
    fix: "look at it, and run this again",
  });
