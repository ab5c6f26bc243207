import type { ArtifactLock, LockedFile } from "../../../lib/artifacts/lock.ts";
import type { Source } from "../../../lib/artifacts/schema.ts";
import { pathsOf } from "../../../lib/artifacts/store.ts";
import { writeAtomic } from "../../../lib/write-atomic.ts";

/** Both forms of a source, the hashes of which somebody has compared. */
export interface Kept {
  readonly bytes: Buffer;
  readonly objects: string;
}

/** Writes both forms of a source into the cache, each under its hash. */
export function keep(
  lock: ArtifactLock,
  file: LockedFile,
  source: Source,
  { bytes, objects }: Kept,
): void {
  const paths = pathsOf(lock, file, source);
  writeAtomic(paths.bytes, bytes);
  writeAtomic(paths.objects, objects);
}
