import { readFileSync, statSync } from "node:fs";

import { Fault } from "../../../lib/fault.ts";
import { openBundle } from "../../../policy-packs/provenance/release/bundle.ts";
import { licenceSummary } from "../../../policy-packs/provenance/release/licences.ts";
import {
  EVIDENCE_KINDS,
  type EvidenceFile,
  type EvidenceKind,
  type ReleasedService,
} from "../../../policy-packs/provenance/release/model.ts";
import {
  LARGEST,
  readEvidence,
  sha256,
} from "../../../policy-packs/provenance/release/safe-read.ts";
import { attachedIn } from "./oci-layout.ts";

/** Where evidence comes from; what is not named is what is released already. */
export interface Sources {
  /** Sigstore bundles. */
  readonly provenance?: string;
  readonly sbom?: string;
  readonly scan?: string;
  /** Folder of an OCI layout with the attestations of the image. */
  readonly layout?: string;
}

/** The bytes of all evidence of an image. */
export type Collected = Readonly<Record<EvidenceKind, Buffer>>;

/** Collects the evidence of an image: from what is named, else from what is released of the same image. @throws Fault */
export function collected(
  input: Sources,
  image: string,
  same: ReleasedService | undefined,
  folder: string,
): Collected {
  const attached = input.layout === undefined ? {} : attachedIn(input.layout, image);
  const missing: string[] = [];
  const bytesOf = (kind: Exclude<EvidenceKind, "licences">): Buffer => {
    const named = input[kind];
    if (named !== undefined) return fileOf(named, kind);
    const found = attached[kind] ?? (same && keptOf(folder, image, same.evidence[kind]));
    if (found === undefined) missing.push(kind);
    return found ?? Buffer.alloc(0);
  };
  const [provenance, sbom, scan] = [bytesOf("provenance"), bytesOf("sbom"), bytesOf("scan")];
  if (missing.length > 0) {
    const flags = missing.map((kind) => `--${kind} <file>`).join(" ");
    throw new Fault({
      where: input.layout ?? "ops release add",
      problem: `there is no ${missing.join(", no ")} for ${digestOf(image).slice(0, 19)}`,
      fix: `name ${missing.length > 1 ? "them" : "it"} by ${flags}, or a layout that holds all by --layout <folder>`,
    });
  }
  return { provenance, sbom, scan, licences: licencesOf(sbom) };
}

/** Evidence that is released already. */
function keptOf(folder: string, image: string, file: EvidenceFile): Buffer {
  try {
    return readEvidence(folder, digestOf(image), file);
  } catch (error) {
    const problem = (error as Error).message;
    throw new Fault({ where: "releases", problem, fix: "restore it from git", cause: error });
  }
}

/** `sha256:…` of an image. */
export const digestOf = (image: string): string => image.slice(image.indexOf("@") + 1);

function fileOf(path: string, kind: string): Buffer {
  try {
    if (statSync(path).size <= LARGEST) return readFileSync(path);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const problem = `cannot be read (${code})`;
    throw new Fault({ where: path, problem, fix: `name a bundle by --${kind}`, cause: error });
  }
  throw new Fault({
    where: path,
    problem: "is larger than 16 MiB",
    fix: "attest less in one bundle",
  });
}

/** Of an SBOM that cannot be read, judging says why; there is nothing to sum up then. */
function licencesOf(sbom: Buffer): Buffer {
  try {
    return Buffer.from(licenceSummary(openBundle(sbom).statement.predicate));
  } catch {
    return Buffer.from("{}\n");
  }
}

/** Names that hold the hash of what they name: another environment may still point to what was there. */
export function evidenceOf(image: string, bytes: Collected): ReleasedService["evidence"] {
  const home = `evidence/${digestOf(image).replace("sha256:", "")}`;
  const named = EVIDENCE_KINDS.map((kind) => {
    const hash = sha256(bytes[kind]);
    return [kind, { path: `${home}/${kind}-${hash.slice(0, 12)}.json`, sha256: hash }];
  });
  return Object.fromEntries(named) as ReleasedService["evidence"];
}
