/** What a failure means, and what to do about it. */
export interface CodeText {
  readonly means: string;
  readonly fix: string;
  /** Nobody could look, as opposed to looked and refused. @default false */
  readonly blind?: boolean;
}

const collect = "collect it again: ops release add";
const rebuild = "have the workflow that the trust file names make it again, then ops release add";
const grant =
  "release what the named workflow built; a new builder is allowed in policy-packs/provenance/trust.<env>.json";

/** Every way in which a release can fall short: one code each. */
export const codes = {
  // The files that say what is released and who is trusted.
  "release-missing": {
    means: "there is no release file",
    fix: "restore it from git; an empty one has no services",
    blind: true,
  },
  "release-unreadable": {
    means: "the release file is no plain file that can be read",
    fix: "restore it from git",
    blind: true,
  },
  "release-malformed": {
    means: "the release file is not what its schema says",
    fix: "restore it from git, and change it with ops release add",
    blind: true,
  },
  "release-other-environment": {
    means: "the release file is of another environment than its name says",
    fix: "promote with ops promote instead of copying files",
  },
  "trust-unreadable": {
    means: "the trust file or a key it names cannot be read",
    fix: "restore policy-packs/provenance/ from git",
    blind: true,
  },
  "trust-malformed": {
    means: "the trust file is not what its schema says, or is not exact",
    fix: "correct it; it takes no wildcards and no patterns",
    blind: true,
  },
  "trust-root-changed": {
    means: "the trust root has another hash than the trust file pins",
    fix: "restore it from git, or pin the new one after comparing it with its source: docs/runbooks/release.md",
  },
  "trust-root-malformed": {
    means: "the trust root is no Sigstore trusted root",
    fix: "restore it from git",
    blind: true,
  },
  "trust-root-stale": {
    means: "nobody has compared the trust root with its source for too long",
    fix: "compare it, then set root.asOf: docs/runbooks/release.md",
  },
  "trust-root-from-future": {
    means: "the trust root is said to be of a day that has not come",
    fix: "correct root.asOf, or the clock",
  },
  "accepted-malformed": {
    means: "releases/accepted.json is not what its schema says",
    fix: "correct it: with a fault in it, nothing is accepted",
    blind: true,
  },
  "acceptance-too-long": {
    means: "a vulnerability is accepted for more than 90 days",
    fix: "set an earlier day in releases/accepted.json",
  },
  "third-party-malformed": {
    means: "releases/third-party.json is not what its schema says",
    fix: "correct it: with a fault in it, no third-party image is known",
    blind: true,
  },

  // Files of evidence.
  "evidence-path": {
    means: "a path of evidence leaves the folder of its image",
    fix: collect,
  },
  "evidence-symlink": {
    means: "a path of evidence goes through a symbolic link",
    fix: "put the file itself there: ops release add",
  },
  "evidence-missing": { means: "a file of evidence is not there", fix: "restore it from git" },
  "evidence-unreadable": {
    means: "a file of evidence is no plain file that can be read",
    fix: "restore it from git",
  },
  "evidence-too-large": {
    means: "a file of evidence is larger than 16 MiB",
    fix: "attest less in one bundle",
  },
  "evidence-changed": {
    means: "a file of evidence is not the one that was released",
    fix: "restore it from git",
  },
  "evidence-not-json": {
    means: "a file of evidence is cut off or no JSON",
    fix: collect,
  },
  "evidence-duplicate-key": {
    means: "an object in a file of evidence has a key twice, so that readers may differ",
    fix: "have its maker write each key once",
  },

  // What is signed, and by whom.
  "bundle-malformed": { means: "a file is no Sigstore bundle", fix: collect },
  "bundle-no-statement": {
    means: "a bundle signs something else than an in-toto statement",
    fix: "sign an attestation, not a blob",
  },
  "statement-malformed": { means: "a statement lacks subject or predicate", fix: collect },
  "signature-invalid": {
    means: "the signature is not of this statement, or not by this key",
    fix: rebuild,
  },
  "key-unknown": {
    means: "signed with a key that may not sign this",
    fix: grant,
  },
  "certificate-malformed": { means: "the certificate of a bundle cannot be read", fix: collect },
  "certificate-untrusted": {
    means: "the certificate was not issued by an authority of the trust root",
    fix: rebuild,
  },
  "certificate-expired": {
    means: "the signature was made when its certificate was not valid",
    fix: rebuild,
  },
  "certificate-not-logged": {
    means: "the certificate is in no certificate log of the trust root",
    fix: rebuild,
  },
  "log-entry-missing": {
    means: "the signature is in no transparency log",
    fix: "sign with the log switched on, then ops release add",
  },
  "log-unknown": {
    means: "the transparency log is not in the trust root",
    fix: "sign with a log of the trust root",
  },
  "log-entry-invalid": {
    means: "the log never promised or included this entry",
    fix: rebuild,
  },
  "log-entry-mismatch": {
    means: "the log entry is about another signature",
    fix: collect,
  },
  "log-entry-duplicate": { means: "a log entry is in the bundle twice", fix: collect },
  "timestamp-missing": {
    means: "nobody trusted says when the signature was made",
    fix: "sign with a log or a time-stamping authority of the trust root",
  },
  "timestamp-invalid": {
    means: "a time stamp is not of this signature, or not by a trusted authority",
    fix: rebuild,
  },
  "nobody-may-sign": {
    means: "the trust file names nobody who may sign this about this image",
    fix: "allow a workflow or a key in policy-packs/provenance/trust.<env>.json",
  },
  "issuer-not-allowed": { means: "the identity was vouched for by another issuer", fix: grant },
  "signer-other-repository": { means: "signed by a workflow of another repository", fix: grant },
  "signer-fork": {
    means: "signed by a repository of the same name that belongs to somebody else",
    fix: grant,
  },
  "signer-tag": { means: "signed by a run on a tag instead of the branch", fix: grant },
  "signer-other-ref": { means: "signed by a run on another branch or ref", fix: grant },
  "signer-other-workflow": { means: "signed by another workflow of the repository", fix: grant },
  "signer-look-alike": {
    means: "signed by an identity that only looks like the allowed one",
    fix: "find out who made it before anything else: names this close are rarely an accident",
  },
  "signer-unknown": { means: "signed by an identity of another kind", fix: grant },

  // What the provenance says.
  "predicate-type": {
    means: "the statement is of another type than this evidence has to be",
    fix: "attest it as the type that docs/runbooks/release.md names",
  },
  "predicate-version": {
    means: "the provenance is of a version of SLSA that is not accepted",
    fix: "attest https://slsa.dev/provenance/v1",
  },
  "subject-mismatch": {
    means: "the statement is about another digest than the image's",
    fix: collect,
  },
  "subject-other-image": {
    means: "the statement is about an image of another name",
    fix: collect,
  },
  "provenance-malformed": {
    means: "the provenance lacks what SLSA v1 demands",
    fix: rebuild,
  },
  "builder-not-allowed": { means: "built by a builder that may not build this", fix: grant },
  "build-type-not-allowed": {
    means: "built in a way whose parameters nobody has described",
    fix: grant,
  },
  "parameter-not-allowed": {
    means: "built with a parameter, or a value of one, that is not on the list",
    fix: "build with listed values, or list this one under parameters in policy-packs/provenance/trust.<env>.json",
  },
  "source-repository-mismatch": {
    means: "built from another repository than the release and the trust file say",
    fix: grant,
  },
  "source-ref-mismatch": { means: "built from another ref than the trust file says", fix: grant },
  "source-commit-mismatch": {
    means: "built from another commit than the release says",
    fix: collect,
  },
  "build-run-mismatch": { means: "built by another run than the release says", fix: collect },

  // What the SBOM and the scan say.
  "sbom-malformed": {
    means: "the SBOM is no CycloneDX document with components",
    fix: "make it with a generator that writes CycloneDX JSON",
  },
  "sbom-other-image": { means: "the SBOM describes another digest", fix: collect },
  "sbom-names-no-image": {
    means: "the SBOM does not say which digest it describes",
    fix: "have its generator name the digest in metadata.component",
  },
  "licences-mismatch": {
    means: "the licence summary is not that of the SBOM",
    fix: collect,
  },
  "scan-malformed": {
    means: "the scan lacks what its predicate type demands",
    fix: "attest it as docs/runbooks/release.md says",
  },
  "scan-too-old": {
    means: "the image was last scanned too long ago",
    fix: "scan it again, then ops release add --scan",
  },
  "scan-from-future": {
    means: "the scan says it finished at a time that has not come, or after it was signed",
    fix: "find out whose clock is wrong, then scan it again",
  },
  "scan-database-old": {
    means: "the scan was made with a database that was out of date",
    fix: "update the scanner's database, scan again, then ops release add --scan",
  },
  "vulnerability-critical": {
    means: "the image has a critical vulnerability; there is no exception to that",
    fix: "update the package and release the new image",
  },
  "vulnerability-high": {
    means: "the image has a high vulnerability that nobody has accepted",
    fix: "update the package, or accept it with owner and expiry in releases/accepted.json",
  },
  "vulnerability-unrated": {
    means: "the image has a vulnerability of a severity that nobody can read",
    fix: "rate it and accept it with owner and expiry in releases/accepted.json, or update the package",
  },

  // Images of others.
  "third-party-signer": {
    means: "signed by another identity than the lock names for its publisher",
    fix: "find out who published it before changing releases/third-party.json",
  },
  "third-party-waiver-expired": {
    means: "the waiver of an image without a signature is over",
    fix: "look for a signed version, or grant it again in releases/third-party.json",
  },
  "third-party-waiver-too-long": {
    means: "the waiver of an image without a signature is for more than 90 days",
    fix: "set an earlier day in releases/third-party.json",
  },

  "not-verified": {
    means: "the image was not looked at, because what it is judged by cannot be used",
    fix: "mend what is said about the release as a whole",
    blind: true,
  },
} as const satisfies Readonly<Record<string, CodeText>>;

export type Code = keyof typeof codes;

/** Whether a failure only says that nobody could look. */
export const isBlind = (code: Code): boolean => (codes[code] as CodeText).blind === true;
