import { join } from "node:path";

import {
  type ArtifactLock,
  LOCK,
  type LockedFile,
  lockedFiles,
  titleOf,
} from "../../../lib/artifacts/lock.ts";
import type { Source } from "../../../lib/artifacts/schema.ts";
import { sha256, stored } from "../../../lib/artifacts/store.ts";
import { Fault } from "../../../lib/fault.ts";
import { withLock } from "../../../lib/lock.ts";
import { objectsOf } from "./derive.ts";
import { moduleFiles } from "./go-modules.ts";
import { keep, type Kept } from "./keep.ts";
import { exitFor, type NotHad, stepFor } from "./not-had.ts";
import { type Obtained, type Sources, sourcesOf } from "./obtain.ts";

/** One file that is in the cache now, and how it came there. */
export interface Fetched {
  readonly artifact: string;
  readonly version: string;
  readonly file: string;
  readonly from: "cache" | Obtained["from"];
  /** Size of what upstream publishes, in bytes. */
  readonly bytes: number;
  /** True when the cache had a copy with other bytes. */
  readonly replaced: boolean;
}

export interface FetchContext {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Told before each file that is not in the cache. */
  readonly onFetch?: (file: LockedFile) => void;
  /** Told when another command fetches. */
  readonly onWait?: (pid: number) => void;
}

/** Files that the cache lacks, or has with other bytes than the lock names. */
export const missingFiles = (lock: ArtifactLock): readonly LockedFile[] =>
  lockedFiles(lock).filter((file) => found(lock, file) !== "whole");

/**
 * Brings every file of the lock into the cache: from there, else from Go's module cache, its proxy, or the release.
 *
 * @throws Fault when a source has other bytes than the lock names, or one Fault for all that cannot be reached
 */
export async function fetchArtifacts(
  lock: ArtifactLock,
  { env, signal, onFetch, onWait }: FetchContext,
): Promise<Fetched[]> {
  if (missingFiles(lock).length === 0) return lockedFiles(lock).map((file) => inCache(lock, file));
  const sources = sourcesOf(moduleFiles(env), signal);
  const path = join(lock.cache, "fetch.lock");
  return await withLock(
    path,
    "fetch of artifacts",
    async () => {
      const fetched: Fetched[] = [];
      const failed: Failure[] = [];
      for (const file of lockedFiles(lock)) {
        signal.throwIfAborted();
        const state = found(lock, file);
        if (state === "whole") {
          fetched.push(inCache(lock, file));
          continue;
        }
        onFetch?.(file);
        const outcome = await bring(lock, file, sources);
        if (isFailure(outcome)) failed.push(outcome);
        else fetched.push({ ...outcome, replaced: state === "tampered" });
      }
      if (failed.length > 0) throw unreachable(lock, failed);
      return fetched;
    },
    { signal, onWait: ({ pid }) => onWait?.(pid) },
  );
}

/** What the cache has of a file. */
export function found(lock: ArtifactLock, file: LockedFile): "whole" | "missing" | "tampered" {
  try {
    return file.sources.some((source) => stored(lock, file, source)) ? "whole" : "missing";
  } catch (error) {
    if (error instanceof Fault && error.exit === 1) return "tampered";
    throw error;
  }
}

interface Failure {
  readonly file: LockedFile;
  readonly reasons: readonly NotHad[];
}

const isFailure = (outcome: object): outcome is Failure => "reasons" in outcome;

async function bring(
  lock: ArtifactLock,
  file: LockedFile,
  sources: Sources,
): Promise<Omit<Fetched, "replaced"> | Failure> {
  const reasons: NotHad[] = [];
  for (const source of file.sources) {
    const obtained = await sources.obtain(file, source);
    if ("reason" in obtained) {
      reasons.push(obtained);
      continue;
    }
    keep(lock, file, source, compared(file, source, obtained));
    const { artifact, version, file: name } = file;
    const { from, bytes } = obtained;
    return { artifact, version, file: name, from, bytes: bytes.length };
  }
  return { file, reasons };
}

/** How a source is called that has other bytes; what lies in Go's cache was looked at by nobody since it came. */
const called = {
  release: "the release",
  "module proxy": "the module",
  "module cache": "the module in Go's cache",
} as const satisfies Record<Obtained["from"], string>;

/** Both forms of a source, once both hashes are those of the lock. */
function compared(file: LockedFile, source: Source, { bytes, from }: Obtained): Kept {
  agree(file, called[from], sha256(bytes), source.sha256);
  const objects = objectsOf(bytes, titleOf(file));
  agree(file, "reading it", sha256(objects), source.objects);
  return { bytes, objects };
}

function agree(file: LockedFile, whence: string, has: string, wanted: string): void {
  if (has === wanted) return;
  throw new Fault({
    where: titleOf(file),
    problem: `${whence} gives sha256 ${has}, and ${LOCK} names ${wanted}`,
    fix: `restore the lock from git, ${whence === called["module cache"] ? "or empty Go's cache (go clean -modcache), " : ""}or, when ${file.version} is meant: ops artifacts upgrade ${file.artifact} ${file.version}`,
    exit: 1,
  });
}

function inCache(lock: ArtifactLock, file: LockedFile): Fetched {
  const { artifact, version, file: name, sources } = file;
  const bytes = sources.map((source) => stored(lock, file, source)?.bytes.length).find(Boolean);
  return { artifact, version, file: name, from: "cache", bytes: bytes ?? 0, replaced: false };
}

/** One line for all that is missing: what, where it was looked for, and what helps. */
function unreachable(lock: ArtifactLock, failed: readonly Failure[]): Fault {
  const names = new Set(failed.map(({ file }) => `${file.artifact} ${file.version}`));
  const all = failed.flatMap(({ reasons }) => reasons);
  const reasons = new Set(all.map(({ reason }) => reason));
  return new Fault({
    where: `artifacts ${[...names].join(", ")}`,
    problem: `missing in ${lock.cacheLabel}, and not to be had (${[...reasons].join("; ")})`,
    fix: stepFor(all, "run ops artifacts fetch"),
    exit: exitFor(all),
  });
}
