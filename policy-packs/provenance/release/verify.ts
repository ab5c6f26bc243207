import { basename, dirname, join } from "node:path";

import { type Cache, openCache } from "./cache.ts";
import { daysLeft, LONGEST_DAYS } from "./dates.ts";
import { readFile } from "./files.ts";
import { judgeImage } from "./image.ts";
import type {
  Acceptance,
  AcceptedFile,
  Failure,
  ImageEvidence,
  ReleasedService,
  ReleaseFile,
  ReleaseVerdict,
  ThirdPartyFile,
} from "./model.ts";
import { readEvidence } from "./safe-read.ts";
import { judgeThirdParty } from "./third-party.ts";
import { readTrust, type TrustRead } from "./trust.ts";

/** Where nothing is signed, nothing hangs on the root, and its age may wait for the first release. */
const STALE = "trust-root-stale";

export interface Release {
  /** Path of `releases/<env>.json`; its folder also holds the evidence, `accepted.json` and `third-party.json`. */
  readonly release: string;
  /** Path of `trust.<env>.json`; the root and the keys it names lie beside it. */
  readonly trust: string;
  readonly now: Date;
  /** Folder in which to remember what was verified. @default nothing is remembered */
  readonly cache?: string;
}

/**
 * Judges a release by its evidence, offline: everything that speaks against it, each with its code.
 *
 * Throws for nothing that a file says. A release without any failure, in itself or in an image, is good.
 */
export function verifyRelease({ release, trust, now, cache }: Release): ReleaseVerdict {
  const memory = openCache(cache);
  const folder = dirname(release);
  const trusted = readTrust(trust, now, memory);
  const file = readFile<ReleaseFile>("release", release, memory);
  const accepted = acceptances(join(folder, "accepted.json"), now, memory);
  const thirdParty = readFile<ThirdPartyFile>(
    "thirdParty",
    join(folder, "third-party.json"),
    memory,
  );
  const named = basename(release, ".json");
  const signed = thirdParty.value?.images.some((image) => "signer" in image) === true;
  const relied = signed || Object.keys(file.value?.services ?? {}).length > 0;
  return {
    environment: file.value?.environment ?? named,
    file: release,
    images: Object.entries(file.value?.services ?? {}).map(([service, released]) =>
      judged(service, released, { folder, trusted, accepted: accepted.list, now, memory }),
    ),
    failures: [
      ...file.failures,
      ...misnamed(file.value, named),
      ...(relied ? trusted.failures : trusted.failures.filter(({ code }) => code !== STALE)),
      ...accepted.failures,
      ...thirdParty.failures,
    ],
    thirdParty: (thirdParty.value?.images ?? []).map((locked) => {
      if (trusted.trust === undefined) return blind(locked.image, locked.image);
      return judgeThirdParty(locked, { folder, trust: trusted.trust, now, cache: memory });
    }),
  };
}

interface Bench {
  readonly folder: string;
  readonly trusted: TrustRead;
  readonly accepted: readonly Acceptance[];
  readonly now: Date;
  readonly memory: Cache;
}

function judged(
  service: string,
  released: ReleasedService,
  { folder, trusted, accepted, now, memory }: Bench,
): ImageEvidence {
  const { image, evidence } = released;
  if (trusted.trust === undefined) return blind(service, image);
  const digest = image.slice(image.indexOf("@") + 1);
  return judgeImage(service, released, (kind) => readEvidence(folder, digest, evidence[kind]), {
    trust: trusted.trust,
    accepted,
    now,
    cache: memory,
  });
}

function blind(service: string, image: string): ImageEvidence {
  const message = "not verified, because nobody can tell who is trusted";
  return {
    service,
    image,
    digest: image.slice(image.indexOf("@") + 1),
    failures: [{ code: "not-verified", about: "trust", message }],
  };
}

/** The file of one environment under the name of another would be judged by the wrong rules. */
function misnamed(file: ReleaseFile | undefined, named: string): Failure[] {
  if (file === undefined || file.environment === named) return [];
  const message = `${named}.json is the release of ${file.environment}`;
  return [{ code: "release-other-environment", about: "release", message }];
}

/** What is accepted; nothing as soon as there is a fault. */
export function acceptances(
  path: string,
  now: Date,
  cache: Cache,
): { readonly list: readonly Acceptance[]; readonly failures: readonly Failure[] } {
  const { value, failures } = readFile<AcceptedFile>("accepted", path, cache);
  if (value === undefined) return { list: [], failures };
  const tooLong = value.accepted.filter(({ expires }) => daysLeft(expires, now) > LONGEST_DAYS);
  return {
    list: tooLong.length > 0 ? [] : value.accepted,
    failures: tooLong.map(({ vulnerability, expires, ticket }) => ({
      code: "acceptance-too-long",
      about: "acceptance",
      message: `${vulnerability} is accepted until ${expires} (${ticket}); ${LONGEST_DAYS} days are allowed`,
    })),
  };
}
