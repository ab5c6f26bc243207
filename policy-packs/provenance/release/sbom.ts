import { field, isRecord } from "../../lib/values.ts";
import { verifyAttestation } from "./attestation.ts";
import { componentsOf } from "./components.ts";
import { demand } from "./failing.ts";
import { licenceSummary } from "./licences.ts";
import { PREDICATES } from "./model.ts";
import { sha256 } from "./safe-read.ts";
import type { Trust } from "./trust.ts";

export interface SbomFacts {
  readonly components: number;
  /** Hash that the licence summary of this SBOM has. */
  readonly licences: string;
}

/** Verifies the SBOM of an image: who attested it, that it is CycloneDX, and that it describes this digest. @throws Refused */
export function verifySbom(bytes: Buffer, image: string, trust: Trust): SbomFacts {
  const { predicate: bom } = verifyAttestation(bytes, PREDICATES.sbom, image, trust);
  demand(bom["bomFormat"] === "CycloneDX", "sbom-malformed", "is no CycloneDX document");
  const components = componentsOf(bom);
  demand(components.length > 0, "sbom-malformed", "lists no component");
  const [, digest = ""] = image.split("@sha256:");
  const named = digestsOf(field(bom, "metadata", "component"));
  demand(named.length > 0, "sbom-names-no-image", "names no digest in metadata.component");
  const other = `describes sha256:${named[0]?.slice(0, 12) ?? ""}, not this digest`;
  demand(named.includes(digest), "sbom-other-image", other);
  return { components: components.length, licences: sha256(licenceSummary(bom)) };
}

/** The SHA-256 hashes that the described component is known under: as hash, version, package URL or reference. */
function digestsOf(component: unknown): string[] {
  if (!isRecord(component)) return [];
  const { hashes, version, purl, "bom-ref": reference } = component;
  const list: readonly unknown[] = Array.isArray(hashes) ? hashes : [];
  const hashed = list.flatMap((one) =>
    isRecord(one) && one["alg"] === "SHA-256" ? [String(one["content"]).toLowerCase()] : [],
  );
  const written = [version, purl, reference].flatMap((text) =>
    [...String(text).matchAll(/sha256(?::|%3[Aa])([0-9a-f]{64})(?![0-9a-f])/g)].map(
      ([, hex = ""]) => hex,
    ),
  );
  return [...new Set([...hashed, ...written])];
}
