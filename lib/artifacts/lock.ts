import { join } from "node:path";

import { cacheFolder, cacheLabel } from "../cache-folder.ts";
import { Fault } from "../fault.ts";
import { suggest } from "../suggest.ts";
import { readLockFile } from "./read-lock-file.ts";
import { type Artifact, artifactsSchema, type Source } from "./schema.ts";

/** Path of the lock from the root of the project, as errors name it. */
export const LOCK = "artifacts/lock.json";

/** Folder of the locks, from the root of the project. */
export const ARTIFACTS_FOLDER_NAME = "artifacts";

/** Folder of the locks of this project. */
export const ARTIFACTS_FOLDER = join(import.meta.dirname, "../../artifacts");

/** The lock, and the cache that its files are read from. */
export interface ArtifactLock {
  readonly artifacts: Readonly<Record<string, Artifact>>;
  /** Folder of the cached files, absolute. */
  readonly cache: string;
  /** How that folder is called on a screen. */
  readonly cacheLabel: string;
}

/** One file of an artifact, by its names and version. */
export interface LockedFile {
  readonly artifact: string;
  readonly version: string;
  readonly file: string;
  readonly sources: readonly Source[];
}

/** `argo-cd v3.1.16 install`: how people call a file. */
export const titleOf = ({ artifact, version, file }: LockedFile): string =>
  `artifact ${artifact} ${version} ${file}`;

/**
 * Reads `lock.json` in that folder; no file of the cache is touched.
 *
 * @throws Fault with every fault of the lock at once
 */
export function readArtifacts(
  folder: string = ARTIFACTS_FOLDER,
  env: NodeJS.ProcessEnv = process.env,
): ArtifactLock {
  const { artifacts } = readLockFile(join(folder, "lock.json"), LOCK, artifactsSchema);
  return {
    artifacts,
    cache: join(cacheFolder(env), "artifacts"),
    cacheLabel: `${cacheLabel(env)}/artifacts`,
  };
}

/** One file of the lock. @throws Fault when the lock has no such artifact or file, with the one that was meant */
export function lockedFile(lock: ArtifactLock, artifact: string, file: string): LockedFile {
  const found = lock.artifacts[artifact];
  if (found === undefined) throw unknown("artifact", artifact, Object.keys(lock.artifacts));
  const locked = found.files[file];
  if (locked === undefined) throw unknown(`file of ${artifact}`, file, Object.keys(found.files));
  return { artifact, version: found.version, file, sources: locked.sources };
}

/** Every file of the lock, in its order. */
export const lockedFiles = (lock: ArtifactLock): readonly LockedFile[] =>
  Object.entries(lock.artifacts).flatMap(([artifact, { version, files }]) =>
    Object.entries(files).map(([file, { sources }]) => ({ artifact, version, file, sources })),
  );

function unknown(what: string, name: string, known: readonly string[]): Fault {
  const meant = suggest(name, known);
  const fix = meant === undefined ? `known: ${known.join(", ")}` : `did you mean "${meant}"?`;
  return new Fault({ where: LOCK, problem: `has no ${what} "${name}"`, fix });
}
