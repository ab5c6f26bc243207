import type { Cache } from "./cache.ts";
import { demandAbout, openBundle } from "./bundle.ts";
import { daysLeft, LONGEST_DAYS } from "./dates.ts";
import { attempt, demand, Refused } from "./failing.ts";
import { type Failure, type ImageEvidence, PREDICATES, type ThirdPartyImage } from "./model.ts";
import { readEvidence, sha256 } from "./safe-read.ts";
import { verifySignature } from "./signature.ts";
import type { Trust } from "./trust.ts";

/** What publishers sign about their images: that it is theirs, or how it was built. */
const TYPES = ["https://sigstore.dev/cosign/sign/v1", PREDICATES.provenance];

export interface ThirdPartyBench {
  /** Folder of the lock. */
  readonly folder: string;
  readonly trust: Trust;
  readonly now: Date;
  readonly cache: Cache;
}

/** Judges an image of somebody else: signed by its publisher, or waived for a while. */
export function judgeThirdParty(locked: ThirdPartyImage, bench: ThirdPartyBench): ImageEvidence {
  const { image } = locked;
  const [name = "", digest = ""] = image.split("@");
  const of = { service: name.slice(name.indexOf("/") + 1), image, digest };
  if ("waiver" in locked) {
    return { ...of, waiver: locked.waiver, failures: overdue(locked.waiver, bench.now) };
  }
  const { signer, bundle } = locked;
  const { value, failures } = attempt("third-party", "bundle-malformed", () => {
    const bytes = readEvidence(bench.folder, digest, bundle);
    const question = ["third-party", image, signer, sha256(bytes), bench.trust.hash];
    return bench.cache.remembered(question, () => publisher(bytes, image, signer, bench.trust));
  });
  return { ...of, ...(value === undefined ? {} : { signer: value }), failures };
}

function publisher(
  bytes: Buffer,
  image: string,
  wanted: { readonly identity: string; readonly issuer: string },
  { root }: Trust,
): string {
  const opened = openBundle(bytes);
  const signed = verifySignature(opened, root, []);
  if (signed.kind !== "workflow") throw new Refused("key-unknown", "is signed with a key");
  const { identity, issuer } = signed.certificate;
  demand(
    identity === wanted.identity && issuer === wanted.issuer,
    "third-party-signer",
    `is signed by ${identity} of ${issuer}, not by ${wanted.identity} of ${wanted.issuer}`,
  );
  demandAbout(opened.statement, TYPES, image);
  return identity;
}

function overdue(
  { expires, ticket }: { readonly expires: string; readonly ticket: string },
  today: Date,
): Failure[] {
  const days = daysLeft(expires, today);
  const about = "third-party";
  if (days < 0) {
    const message = `the waiver ${ticket} ended on ${expires}`;
    return [{ code: "third-party-waiver-expired", about, message }];
  }
  if (days <= LONGEST_DAYS) return [];
  const message = `the waiver ${ticket} ends in ${days} days; ${LONGEST_DAYS} are allowed`;
  return [{ code: "third-party-waiver-too-long", about, message }];
}
