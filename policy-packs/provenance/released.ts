import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Options } from "../lib/config.ts";
import { cannotTell, type Finding, finding } from "../lib/finding.ts";
import { codes, isBlind } from "./release/codes.ts";
import type { About, Failure, ImageEvidence, ReleaseVerdict } from "./release/model.ts";
import { verifyRelease } from "./release/verify.ts";

/** What a rule about releases is given: the release of its environment, and who is trusted there. */
export interface ReleaseSettings {
  readonly release: string;
  readonly trust: string;
}

const PATH = "^([^\\s].*\\.json)?$";

/** Every rule about releases has these two; none is named by default, and then each of them refuses. */
export const releaseOptions: Options<ReleaseSettings> = {
  release: {
    type: "string",
    description: "Release file of the environment, from the root of the project; none is assumed.",
    default: "",
    pattern: PATH,
  },
  trust: {
    type: "string",
    description: "Trust file of the environment, from the root of the project; none is assumed.",
    default: "",
    pattern: PATH,
  },
};

/** A release as it was verified, made ready to be asked thousands of times. */
export interface Released {
  readonly verdict: ReleaseVerdict;
  /** What is known of each digest; one may stand for several services. */
  readonly byDigest: ReadonlyMap<string, readonly ImageEvidence[]>;
  /** Images that are in the release by evidence that verifies, `registry/repository@sha256:…`. */
  readonly verified: readonly string[];
  /** Why no image of it counts; empty when they do. */
  readonly unusable: readonly Failure[];
  /** Why single images of it do not count, by image. */
  readonly unverified: ReadonlyMap<string, readonly Failure[]>;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MINUTE = 60_000;
const MOST = 16;
const known = new Map<string, Released>();

/**
 * The release that the settings name, verified once per process and minute; undefined when they name none.
 *
 * Nothing is read, and nothing of sigstore loaded, before somebody asks.
 */
export function releasedBy({ release, trust }: ReleaseSettings, now: Date): Released | undefined {
  if (release === "" || trust === "") return undefined;
  const key = `${release}\n${trust}\n${Math.floor(now.getTime() / MINUTE)}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MOST) known.clear();
  const released = readied(
    verifyRelease({
      release: within(release),
      trust: within(trust),
      now,
      cache: join(ROOT, ".local/cache/releases"),
    }),
  );
  known.set(key, released);
  return released;
}

const within = (path: string): string => (isAbsolute(path) ? path : join(ROOT, path));

/** What an image may not fall short of to count as released: where it comes from. */
const ORIGIN: readonly About[] = ["release", "trust", "provenance", "third-party"];

const ofOrigin = ({ about }: Failure): boolean => ORIGIN.includes(about);

function readied(verdict: ReleaseVerdict): Released {
  const all = [...verdict.images, ...verdict.thirdParty];
  const unusable = verdict.failures.filter(ofOrigin);
  const unverified = new Map(
    all.flatMap(({ image, failures }) => {
      const found = failures.filter(ofOrigin);
      return found.length > 0 ? [[image, found]] : [];
    }),
  );
  const good = all.map(({ image }) => image).filter((image) => !unverified.has(image));
  return {
    verdict,
    byDigest: Map.groupBy(all, ({ digest }) => digest),
    verified: unusable.length > 0 ? [] : [...new Set(good)].sort(),
    unusable,
    unverified,
  };
}

/** A failure as people read it: what was looked at, what is wrong, the code and the next step in that environment. */
export function said(
  about: string,
  { code, message }: Failure,
  { environment }: ReleaseVerdict,
  urn?: string,
): Finding {
  const text = `${about}${message} [${code}]; ${codes[code].fix.replaceAll("<env>", environment)}`;
  return isBlind(code) ? cannotTell(text, urn) : finding(text, urn);
}

/** That nobody said what is released. */
export const NO_RELEASE =
  "no release is named [release-not-named]; set release and trust of this rule in policy-packs/all/config.<env>.json";
