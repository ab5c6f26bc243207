import type { Cache } from "./cache.ts";
import type { Code } from "./codes.ts";
import { type Attempt, attempt, demand } from "./failing.ts";
import type { Acceptance, EvidenceKind, Failure, ImageEvidence, ReleasedService } from "./model.ts";
import { type ProvenanceFacts, verifyProvenance } from "./provenance.ts";
import { sha256 } from "./safe-read.ts";
import { type SbomFacts, verifySbom } from "./sbom.ts";
import { type ScanFacts, scanFailures, verifyScan } from "./scan.ts";
import type { Trust } from "./trust.ts";
import { weigh } from "./vulnerabilities.ts";

/** What an image is judged by. */
export interface Bench {
  readonly trust: Trust;
  readonly accepted: readonly Acceptance[];
  readonly now: Date;
  readonly cache: Cache;
}

/** What a release claims of an image; source and run are learnt from the provenance where they are not claimed. */
export type Claimed = Pick<ReleasedService, "image"> &
  Partial<Pick<ReleasedService, "source" | "build">>;

/** Judges all evidence of one image, each on its own, so that everything that is wrong is said at once. */
export function judgeImage(
  service: string,
  claimed: Claimed,
  read: (kind: EvidenceKind) => Buffer,
  { trust, accepted, now, cache }: Bench,
): ImageEvidence {
  const { image } = claimed;
  /** The bytes are read and hashed each time; what they say is remembered by that hash. */
  const step = <T>(kind: EvidenceKind, otherwise: Code, work: (bytes: Buffer) => T): Attempt<T> =>
    attempt(kind, otherwise, () => {
      const bytes = read(kind);
      const { source, build } = claimed;
      const question = [kind, image, source, build, sha256(bytes), trust.hash];
      return cache.remembered(question, () => work(bytes));
    });
  const provenance = step("provenance", "provenance-malformed", (bytes) =>
    verifyProvenance(bytes, claimed, trust),
  );
  const sbom = step("sbom", "sbom-malformed", (bytes) => verifySbom(bytes, image, trust));
  const scan = step("scan", "scan-malformed", (bytes) => verifyScan(bytes, image, trust));
  const licences = attempt("licences", "licences-mismatch", () => {
    const hash = sha256(read("licences"));
    const wanted = sbom.value?.licences ?? hash;
    demand(hash === wanted, "licences-mismatch", "is not made from the SBOM");
  });
  const weighed = scan.value && weigh(scan.value, image, accepted, now);
  return {
    service,
    image,
    digest: image.slice(image.indexOf("@") + 1),
    ...said(provenance.value, sbom.value),
    ...(weighed === undefined ? {} : { scan: weighed.scan }),
    failures: [
      ...provenance.failures,
      ...sbom.failures,
      ...scan.failures,
      ...timely(scan.value, now, trust),
      ...licences.failures,
      ...(weighed?.failures ?? []),
    ],
  };
}

function said(provenance?: ProvenanceFacts, sbom?: SbomFacts) {
  const { signer, builder, repository, commit, build } = provenance ?? {};
  return {
    ...(signer === undefined ? {} : { signer }),
    ...(builder === undefined ? {} : { builder }),
    ...(build === undefined ? {} : { build }),
    ...(repository === undefined || commit === undefined ? {} : { source: { repository, commit } }),
    ...(sbom === undefined ? {} : { sbom: { components: sbom.components } }),
  };
}

const timely = (scan: ScanFacts | undefined, now: Date, trust: Trust): Failure[] =>
  scan === undefined ? [] : scanFailures(scan, now, trust.file.maxScanAgeDays);
