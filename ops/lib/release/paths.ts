import { join } from "node:path";

import { Fault } from "../../../lib/fault.ts";
import { type LockOptions, withLock } from "../../../lib/lock.ts";
import { suggest } from "../../../lib/suggest.ts";
import { writeAtomic } from "../../../lib/write-atomic.ts";
import type { Cache } from "../../../policy-packs/provenance/release/cache.ts";
import { openCache } from "../../../policy-packs/provenance/release/cache.ts";
import { readFile } from "../../../policy-packs/provenance/release/files.ts";
import type { ReleaseFile } from "../../../policy-packs/provenance/release/model.ts";

/** Environments that have a release; every preview environment takes that of `pr`. */
export const RELEASED = ["local", "dev", "stage", "prod", "pr"] as const;

export interface ReleasePaths {
  readonly environment: string;
  /** Folder of the release files and their evidence. */
  readonly folder: string;
  readonly release: string;
  readonly trust: string;
  /** Where to remember what was verified. */
  readonly cache: string;
}

/** Where the release of an environment lies. @throws Fault for an environment that has none */
export function releasePaths(root: string, named: string): ReleasePaths {
  const environment = /^pr-[1-9]\d{0,9}$/.test(named) ? "pr" : named;
  if (!RELEASED.some((known) => known === environment)) {
    const meant = suggest(named, RELEASED);
    throw new Fault({
      where: `environment "${named}"`,
      problem: "has no release",
      fix: meant ? `did you mean ${meant}?` : `known: ${RELEASED.join(", ")}`,
    });
  }
  const folder = join(root, "releases");
  return {
    environment,
    folder,
    release: join(folder, `${environment}.json`),
    trust: join(root, `policy-packs/provenance/trust.${environment}.json`),
    cache: join(root, ".local/cache/releases"),
  };
}

export const cacheOf = ({ cache }: ReleasePaths): Cache => openCache(cache);

/** The release file of an environment. @throws every fault of it at once */
export function releaseFile({ release, ...paths }: ReleasePaths): ReleaseFile {
  const { value, failures } = readFile<ReleaseFile>(
    "release",
    release,
    cacheOf({ release, ...paths }),
  );
  if (value !== undefined) return value;
  throw new AggregateError(
    failures.map(
      ({ message }) =>
        new Fault({
          where: `releases/${paths.environment}.json`,
          problem: message.replace(`${paths.environment}.json `, ""),
          fix: "restore it from git",
        }),
    ),
  );
}

/** A release file as it is committed: sorted, so that a change is a small diff. */
export function releaseText({ environment, services }: ReleaseFile): string {
  const sorted = Object.entries(services)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { image, source, build, since, evidence }]) => {
      const { provenance, sbom, scan, licences } = evidence;
      const { repository, commit } = source;
      const one = { image, source: { repository, commit }, build, since };
      return [name, { ...one, evidence: { provenance, sbom, scan, licences } }];
    });
  const file = {
    $schema: "./release.schema.json",
    environment,
    services: Object.fromEntries(sorted) as unknown,
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** Writes a release file; readers see the old one or the new one. */
export function writeRelease({ release }: ReleasePaths, file: ReleaseFile): void {
  writeAtomic(release, releaseText(file), 0o644);
}

/** Runs `body` while no other command changes releases of this checkout. */
export const withReleases = <T>(
  root: string,
  doing: string,
  body: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> => withLock(join(root, ".local/releases.lock"), doing, body, options);
