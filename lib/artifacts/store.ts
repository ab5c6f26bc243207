import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../fault.ts";
import { type ArtifactLock, type LockedFile, lockedFile, titleOf } from "./lock.ts";
import type { Source } from "./schema.ts";

/** SHA-256 in hexadecimal digits. */
export const sha256 = (bytes: Uint8Array | string): string => hash("sha256", bytes, "hex");

/** What is kept of a source: its bytes, and the objects in them as JSON. */
export interface Stored {
  readonly bytes: Buffer;
  readonly objects: Buffer;
}

/**
 * Where a source is kept: by its hash, below artifact and version, so that a version whose files nobody has fetched finds
 * none, whatever hashes stand beside it.
 */
export function pathsOf(lock: ArtifactLock, { artifact, version }: LockedFile, source: Source) {
  const folder = join(lock.cache, `${artifact}-${version}`);
  return {
    bytes: join(folder, `${source.sha256}.yaml`),
    objects: join(folder, `${source.objects}.json`),
  };
}

/**
 * Both forms of a source out of the cache, their hashes compared with the lock.
 *
 * Undefined when one of them is missing. @throws Fault when a byte differs; its exit is 1: nobody may install that.
 */
export function stored(lock: ArtifactLock, file: LockedFile, source: Source): Stored | undefined {
  const paths = pathsOf(lock, file, source);
  const bytes = verified(paths.bytes, source.sha256, lock, file);
  const objects = verified(paths.objects, source.objects, lock, file);
  return bytes === undefined || objects === undefined ? undefined : { bytes, objects };
}

/** The first source of a file that the cache has. @throws Fault when it has none, or a tampered one */
export function storedFile(lock: ArtifactLock, file: LockedFile): Stored {
  const found = firstStored(lock, file);
  if (found === undefined) throw notStored(lock, file);
  return found;
}

/** The same; undefined when the cache has none. @throws Fault for a tampered one, or one that cannot be read */
export function firstStored(lock: ArtifactLock, file: LockedFile): Stored | undefined {
  for (const source of file.sources) {
    const found = stored(lock, file, source);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const notStored = (lock: ArtifactLock, file: LockedFile): Fault =>
  new Fault({
    where: titleOf(file),
    problem: `is not in ${lock.cacheLabel}`,
    fix: "run ops artifacts fetch",
  });

/** The bytes of a file of an artifact as text, verified at every call. @throws Fault when missing or tampered */
export const artifactText = (lock: ArtifactLock, artifact: string, file: string): string =>
  storedFile(lock, lockedFile(lock, artifact, file)).bytes.toString("utf8");

function verified(
  path: string,
  wanted: string,
  lock: ArtifactLock,
  file: LockedFile,
): Buffer | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw new Fault({
      where: titleOf(file),
      problem: `cannot be read from ${lock.cacheLabel} (${code ?? "unknown trouble"})`,
      fix: "make the cache readable, or remove it and run ops artifacts fetch",
      cause: error,
    });
  }
  const found = sha256(bytes);
  if (found === wanted) return bytes;
  throw new Fault({
    where: titleOf(file),
    problem: `the copy in ${lock.cacheLabel} is not what artifacts/lock.json names: sha256 ${found} instead of ${wanted}`,
    fix: "find out who changed it, then run ops artifacts fetch, which replaces it",
    exit: 1,
  });
}
