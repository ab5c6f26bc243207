import { type ArtifactLock, LOCK, type LockedFile, titleOf } from "../../../lib/artifacts/lock.ts";
import { type Artifact, artifactsSchema, type Source } from "../../../lib/artifacts/schema.ts";
import { sha256 } from "../../../lib/artifacts/store.ts";
import { Fault } from "../../../lib/fault.ts";
import { suggest } from "../../../lib/suggest.ts";
import { objectsOf } from "./derive.ts";
import { type AskedModule, withFreshModules } from "./fresh-modules.ts";
import { keep } from "./keep.ts";
import { exitFor, stepFor } from "./not-had.ts";
import { type Sources, sourcesOf } from "./obtain.ts";
import { replaceArtifact } from "./write-lock.ts";

export interface UpgradeInput {
  readonly artifact: string;
  readonly version: string;
}

export interface Upgrade {
  readonly artifact: string;
  readonly from: string;
  readonly to: string;
  /** Files with other objects than before. */
  readonly changed: readonly string[];
  readonly same: readonly string[];
  /** Addresses of releases that were left out: their hashes were of the version before. */
  readonly dropped: readonly string[];
  /** Where the bytes are from, and who vouches for it. */
  readonly modules: readonly AskedModule[];
}

/**
 * Writes another version of an artifact into the lock, with the hashes of what its module has, and keeps that in the cache.
 *
 * Modules are downloaded anew, whatever Go has already; the report says for which of them a checksum database vouches.
 * Release addresses of the version before are left out, since nobody has verified what they give now; one of the same
 * version has to give what it gave. Changes nothing unless every file is there. @throws Fault
 */
export async function upgradeArtifact(
  lock: ArtifactLock,
  { artifact: name, version }: UpgradeInput,
  { root, env, signal }: { root: string; env: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<Upgrade> {
  const old = lock.artifacts[name];
  if (old === undefined) throw noArtifact(name, Object.keys(lock.artifacts));
  const shape = artifactsSchema.shape.artifacts.valueType.shape.version.safeParse(version);
  if (!shape.success) throw noVersion(name, version);

  const files: Record<string, { sources: Source[] }> = {};
  const dropped: string[] = [];
  const modules = await withFreshModules(env, async (fresh) => {
    const sources = sourcesOf(fresh.files, signal);
    for (const [file, locked] of Object.entries(old.files)) {
      const title = { artifact: name, version, file, sources: [] };
      const kept: Source[] = [];
      for (const source of locked.sources) {
        signal.throwIfAborted();
        if ("release" in source && version !== old.version) dropped.push(source.release);
        else kept.push(await renewed(lock, title, source, sources));
      }
      if (kept.length === 0) throw onlyReleases(name, file);
      files[file] = { sources: kept };
    }
    return fresh.asked;
  });
  const next: Artifact = { version, files };
  replaceArtifact(root, name, old, next);
  const isSame = (file: string) => objectsIn(old, file) === objectsIn(next, file);
  const all = Object.keys(files);
  return {
    artifact: name,
    from: old.version,
    to: version,
    changed: all.filter((file) => !isSame(file)),
    same: all.filter(isSame),
    dropped,
    modules,
  };
}

/** A source with the hashes of what it gives; that is kept, so that nothing else is fetched in its place. */
async function renewed(
  lock: ArtifactLock,
  file: LockedFile,
  source: Source,
  { obtain }: Sources,
): Promise<Source> {
  const title = titleOf(file);
  const obtained = await obtain(file, source);
  if ("reason" in obtained) {
    const problem = `is not to be had (${obtained.reason})`;
    const fix = stepFor([obtained], `run ops artifacts upgrade ${file.artifact} ${file.version}`);
    throw new Fault({ where: title, problem, fix, exit: exitFor([obtained]) });
  }
  const { bytes } = obtained;
  const hash = sha256(bytes);
  if ("release" in source && hash !== source.sha256) throw otherRelease(title, hash, source.sha256);
  const objects = objectsOf(bytes, title);
  const next = { ...source, sha256: hash, objects: sha256(objects) };
  keep(lock, file, next, { bytes, objects });
  return next;
}

const objectsIn = ({ files }: Artifact, file: string): string | undefined =>
  files[file]?.sources[0]?.objects;

function noArtifact(name: string, known: readonly string[]): Fault {
  const meant = suggest(name, known);
  const fix = meant === undefined ? `known: ${known.join(", ")}` : `did you mean "${meant}"?`;
  return new Fault({ where: LOCK, problem: `has no artifact "${name}"`, fix });
}

const noVersion = (name: string, version: string): Fault =>
  new Fault({
    where: `artifact ${name}`,
    problem: `"${version}" is no version`,
    fix: "write it like v1.2.3; ops artifacts outdated lists newer ones",
  });

const otherRelease = (where: string, has: string, wanted: string): Fault =>
  new Fault({
    where,
    problem: `the release gives sha256 ${has}, and ${LOCK} names ${wanted} for the same version`,
    fix: `verify the asset as its publisher says, and only then write its hashes into ${LOCK}`,
    exit: 1,
  });

const onlyReleases = (name: string, file: string): Fault =>
  new Fault({
    where: `artifact ${name} ${file}`,
    problem: "comes from a release only, and nobody has verified that of another version",
    fix: `fetch the asset, verify it as its publisher says, and write address and hashes into ${LOCK}`,
  });
