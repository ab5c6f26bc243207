import { createPublicKey, type KeyObject, sign } from "node:crypto";
import { createRequire } from "node:module";

import type * as BundleLibrary from "@sigstore/bundle";

import { hintOf } from "../../../policy-packs/provenance/release/signature.ts";

const PAYLOAD = "application/vnd.in-toto+json";

export interface Attestation {
  /** `registry/repository@sha256:…`. */
  readonly image: string;
  readonly predicateType: string;
  readonly predicate: unknown;
}

/** An attestation about an image as a Sigstore bundle, signed with a private key and without a log. */
export function attest({ image, predicateType, predicate }: Attestation, key: KeyObject): string {
  const [name = "", digest = ""] = image.split("@sha256:");
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name, digest: { sha256: digest } }],
    predicateType,
    predicate,
  };
  return `${JSON.stringify(signedStatement(Buffer.from(JSON.stringify(statement)), key))}\n`;
}

/** Bytes as a bundle with a DSSE envelope. */
export function signedStatement(artifact: Buffer, key: KeyObject, artifactType = PAYLOAD): unknown {
  const { toDSSEBundle, bundleToJSON } = createRequire(import.meta.url)(
    "@sigstore/bundle",
  ) as typeof BundleLibrary;
  const keyHint = hintOf(createPublicKey(key.export({ format: "pem", type: "pkcs8" })));
  const signature = sign("sha256", encoded(artifactType, artifact), key);
  return bundleToJSON(toDSSEBundle({ artifact, artifactType, signature, keyHint }));
}

/** What DSSE signs: type and payload with their lengths in front. */
export const encoded = (type: string, payload: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `),
    payload,
  ]);
