import { Fault } from "../../../lib/fault.ts";
import { openBundle } from "../../../policy-packs/provenance/release/bundle.ts";
import { isRecord } from "../../../policy-packs/lib/values.ts";
import { parseDocument, readBytes } from "./read-document.ts";

/** A document as it is compared: given as it is, or taken out of a bundle that attests it. */
export interface Opened {
  readonly document: unknown;
  /** Type of the predicate. @default undefined: the file is the document itself */
  readonly predicateType?: string;
  /** SHA-256 of the images the bundle is about; empty for a plain file. */
  readonly digests: readonly string[];
}

/** Opens a plain JSON document or a Sigstore bundle. Signatures are not looked at: `ops release verify` does. @throws Fault */
export function openFile(path: string, shown: string, fix: string): Opened {
  return openBytes(readBytes(path, shown, fix), shown);
}

/** The same for bytes that were read already. @throws Fault */
export function openBytes(bytes: Buffer, shown: string): Opened {
  const document = parseDocument(bytes, shown);
  if (!isBundle(document)) return { document, digests: [] };
  try {
    const { statement } = openBundle(bytes);
    const { predicate, predicateType, subjects } = statement;
    return { document: predicate, predicateType, digests: subjects.map(({ sha256 }) => sha256) };
  } catch (error) {
    const [problem = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new Fault({
      where: shown,
      problem,
      fix: "give a Sigstore bundle that attests a CycloneDX document, or the document itself",
      cause: error,
    });
  }
}

const isBundle = (document: unknown): boolean =>
  isRecord(document) &&
  ("dsseEnvelope" in document ||
    "messageSignature" in document ||
    String(document["mediaType"]).startsWith("application/vnd.dev.sigstore.bundle"));
