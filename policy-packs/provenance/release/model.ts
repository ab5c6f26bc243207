import type { Code } from "./codes.ts";

/** A file of evidence as a release names it. */
export interface EvidenceFile {
  /** Relative to the folder of the release file, in `evidence/<digest hex>/`. */
  readonly path: string;
  /** Of its bytes, 64 hex digits. */
  readonly sha256: string;
}

/** The kinds of evidence that every image carries. */
export const EVIDENCE_KINDS = ["provenance", "sbom", "scan", "licences"] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** What an environment runs of one service, and why that may be believed. */
export interface ReleasedService {
  /** `registry/repository@sha256:<64 hex>`, written out, without a tag. */
  readonly image: string;
  readonly source: {
    /** `https://github.com/<owner>/<name>`. */
    readonly repository: string;
    /** 40 hex digits. */
    readonly commit: string;
  };
  /** URL of the run that built it, as the provenance names it. */
  readonly build: string;
  /** ISO 8601; when this environment took this digest. */
  readonly since: string;
  readonly evidence: Readonly<Record<EvidenceKind, EvidenceFile>>;
}

/** `releases/<env>.json`: the one input that a deploy changes. */
export interface ReleaseFile {
  readonly $schema?: string;
  readonly environment: string;
  readonly services: Readonly<Record<string, ReleasedService>>;
}

/** Why somebody may go without something, until when, and who answers for it. */
export interface Exception {
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  /** Last day on which it holds, `2026-12-31`, in UTC; at most 90 days ahead. */
  readonly expires: string;
}

/** An image of somebody else: the identity its publisher signs under, or why there is none. */
export type ThirdPartyImage =
  | {
      readonly image: string;
      readonly signer: { readonly identity: string; readonly issuer: string };
      readonly bundle: EvidenceFile;
    }
  | { readonly image: string; readonly waiver: Exception };

/** `releases/third-party.json`. */
export interface ThirdPartyFile {
  readonly $schema?: string;
  readonly images: readonly ThirdPartyImage[];
}

/** A high or unrated vulnerability that may stay for a while; critical ones never may. */
export interface Acceptance extends Exception {
  /** As the scan names it: `CVE-2026-1234`, `GHSA-…`. */
  readonly vulnerability: string;
  /** Only in this package. @default any */
  readonly purl?: string;
  /** Only in this image, with or without its digest. @default any */
  readonly image?: string;
}

/** `releases/accepted.json`. */
export interface AcceptedFile {
  readonly $schema?: string;
  readonly accepted: readonly Acceptance[];
}

/** A value that a build parameter may have. */
export type Allowed = string | number | boolean;

/** A workflow that signs without a key of its own: who it is, to the letter. */
export interface WorkflowIdentity {
  /** `https://github.com/<owner>/<name>`. */
  readonly repository: string;
  /** `.github/workflows/release.yml`. */
  readonly workflow: string;
  /** `refs/heads/main`. */
  readonly ref: string;
  readonly issuer: string;
}

/** A public key, PEM. */
export interface KeyIdentity {
  readonly name: string;
  /** Relative to the trust file. */
  readonly file: string;
  /** Whether a signature must be in a transparency log of the trust root. */
  readonly log: "required" | "none";
}

/** What is demanded of a build besides its signature. */
export interface BuildDemands {
  /** `registry/repository`, without tag and digest. */
  readonly images: readonly string[];
  readonly repository: string;
  readonly ref: string;
  /** `runDetails.builder.id` of the provenance. */
  readonly builder: string;
  readonly buildTypes: readonly string[];
  /**
   * Values that external parameters may have, by their path: `workflow.ref`, `inputs.target`; a parameter that is not
   * listed is refused.
   */
  readonly parameters: Readonly<Record<string, readonly Allowed[]>>;
}

export type WorkflowBuild = WorkflowIdentity & BuildDemands;
export type KeyBuild = KeyIdentity & BuildDemands;

/** Who may attest something about images besides how they were built. */
export type Attestor = (WorkflowIdentity | KeyIdentity) & {
  readonly predicates: readonly string[];
  readonly images: readonly string[];
};

/** `policy-packs/provenance/trust.<env>.json`: who may build and attest what. */
export interface TrustFile {
  readonly $schema?: string;
  /** The Sigstore trusted root that certificates, logs and time stamps are checked against. */
  readonly root: {
    /** Relative to the trust file. */
    readonly file: string;
    readonly sha256: string;
    /** `2026-11-28`; the day somebody last compared it with the source. */
    readonly asOf: string;
    readonly maxAgeDays: number;
  };
  readonly builds: readonly WorkflowBuild[];
  readonly keys: readonly KeyBuild[];
  readonly attestors: readonly Attestor[];
  /** Hours that an image has run in the environment before this one until it may be promoted to it. */
  readonly soakHours: number;
  readonly maxScanAgeDays: number;
}

/** What a failure is about. */
export type About =
  "release" | "trust" | EvidenceKind | "vulnerability" | "third-party" | "acceptance";

/** One way in which a release fell short. */
export interface Failure {
  readonly code: Code;
  readonly about: About;
  /** What is wrong, one line, lower case. */
  readonly message: string;
}

/** Severities that matter, counted over what no acceptance covers, and what is accepted. */
export interface ScanSummary {
  /** ISO 8601; when the scan finished. */
  readonly at: string;
  readonly critical: number;
  readonly high: number;
  /** Without a severity that anybody could read; held like high. */
  readonly unrated: number;
  readonly accepted: number;
}

/** What is known of one image, and everything that speaks against it. */
export interface ImageEvidence {
  /** Name of the service; of a third-party image, its repository. */
  readonly service: string;
  readonly image: string;
  /** `sha256:…`. */
  readonly digest: string;
  /** Identity of the certificate, or `key <name>`; only once the signature is verified. */
  readonly signer?: string;
  readonly builder?: string;
  readonly source?: { readonly repository: string; readonly commit: string };
  /** URL of the run that built it. */
  readonly build?: string;
  readonly sbom?: { readonly components: number };
  readonly scan?: ScanSummary;
  /** Why nothing is demanded of it; third-party images only. */
  readonly waiver?: Exception;
  readonly failures: readonly Failure[];
}

/** Everything there is to say about the release of an environment. It is good when there is no failure anywhere. */
export interface ReleaseVerdict {
  readonly environment: string;
  /** Path of the release file. */
  readonly file: string;
  readonly images: readonly ImageEvidence[];
  /** Of the release as a whole. */
  readonly failures: readonly Failure[];
  readonly thirdParty: readonly ImageEvidence[];
}

export const PREDICATES = {
  provenance: "https://slsa.dev/provenance/v1",
  sbom: "https://cyclonedx.org/bom",
  scan: "https://in-toto.io/attestation/vulns/v0.1",
} as const;
