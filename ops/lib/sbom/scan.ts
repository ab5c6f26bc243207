import { Fault } from "../../../lib/fault.ts";
import { z } from "zod";

import { PREDICATES } from "../../../policy-packs/provenance/release/model.ts";
import { severityOf } from "../../../policy-packs/provenance/release/severity.ts";
import { flat, isCycloneDx, readBom } from "./cyclonedx.ts";
import { parsePurl } from "./identity.ts";
import type { Vulnerability } from "./model.ts";
import type { Opened } from "./open-file.ts";
import { line, shaped, word } from "./text.ts";

const FIX = "give an attested scan (in-toto vulns v0.1), or CycloneDX JSON with vulnerabilities";

const rating = z.object({ method: z.string().optional(), score: z.unknown() });

const told = z.object({
  id: word,
  severity: z.union([z.array(rating), rating]).optional(),
  annotations: z.array(z.object({ purl: line.optional() })).optional(),
});

const attested = z.object({
  scanner: z.object({
    // Some write the fields of a result within a `vulnerability` of it.
    result: z.array(z.union([z.object({ vulnerability: told }), told])),
  }),
});

const cyclonedx = z.object({
  vulnerabilities: z.array(
    z.object({
      id: word,
      ratings: z
        .array(
          z.object({
            severity: z.string().optional(),
            score: z.number().optional(),
            method: z.string().optional(),
          }),
        )
        .optional(),
      affects: z.array(z.object({ ref: word })).optional(),
    }),
  ),
});

/** What a scanner found, one entry per component. @throws Fault for what is no scan; a clean one has an empty list */
export function readScan({ document, predicateType }: Opened, shown: string): Vulnerability[] {
  if (predicateType === PREDICATES.scan) return attestedFindings(document, shown);
  if (isCycloneDx(document)) return cyclonedxFindings(document, shown);
  const type = predicateType === undefined ? "" : ` (it attests ${predicateType})`;
  throw new Fault({ where: shown, problem: `is no scan that can be read${type}`, fix: FIX });
}

function attestedFindings(document: unknown, shown: string): Vulnerability[] {
  const { scanner } = shaped(attested, document, shown, FIX);
  return scanner.result.flatMap((one) => {
    const { id, severity, annotations = [] } = "vulnerability" in one ? one.vulnerability : one;
    const purls = annotations.flatMap(({ purl }) => (purl === undefined ? [] : [purl]));
    return named(id, severityOf(severity), purls);
  });
}

function cyclonedxFindings(document: unknown, shown: string): Vulnerability[] {
  const { metadata, components } = readBom(document, shown);
  const { vulnerabilities } = shaped(cyclonedx, document, shown, FIX);
  const parts = flat([...(components ?? []), ...(metadata?.component?.components ?? [])]);
  const purlOf = new Map(parts.map((part) => [part["bom-ref"], part.purl]));
  return vulnerabilities.flatMap(({ id, ratings = [], affects = [] }) => {
    const severity = severityOf(
      ratings.flatMap(({ severity, score, method }) => [
        ...(severity === undefined ? [] : [{ method, score: severity }]),
        ...(score === undefined ? [] : [{ method, score }]),
      ]),
    );
    return named(
      id,
      severity,
      affects.map(({ ref }) => purlOf.get(ref) ?? ref),
    );
  });
}

function named(id: string, severity: Vulnerability["severity"], purls: readonly string[]) {
  const list = purls.length === 0 ? [""] : [...new Set(purls)];
  return list.map((purl): Vulnerability => {
    const { key = "", version = "" } = parsePurl(purl) ?? {};
    return { id, severity, purl, key, version };
  });
}
