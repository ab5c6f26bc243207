import { createHash, type KeyObject } from "node:crypto";

import type { SignedEntity, TrustMaterial, Verifier, VerifierOptions } from "@sigstore/verify";

import { remember } from "../../lib/remember.ts";
import type { Opened } from "./bundle.ts";
import { type CertificateFacts, certificateFacts } from "./certificate.ts";
import type { Code } from "./codes.ts";
import { demand, Refused } from "./failing.ts";
import type { KeyIdentity } from "./model.ts";
import { sigstore } from "./sigstore.ts";

/** A key that may have signed. */
export interface CandidateKey {
  readonly name: string;
  readonly log: KeyIdentity["log"];
  readonly key: KeyObject;
}

/** Who verifiably signed, and when at the latest. */
export type Signer = { readonly signedAt?: string } & (
  | { readonly kind: "workflow"; readonly certificate: CertificateFacts }
  | { readonly kind: "key"; readonly name: string }
);

/**
 * Verifies the signature of a bundle with `@sigstore/verify`: certificate chain, certificate log, transparency log, time
 * stamps and the signature itself. Whether the signer may sign this is not asked here. @throws Refused
 */
export function verifySignature(
  { bundle }: Opened,
  root: unknown,
  keys: readonly CandidateKey[],
): Signer {
  const { toSignedEntity } = sigstore.verify();
  const byCertificate = bundle.verificationMaterial.content.$case !== "publicKey";
  const entity = parsed(() => toSignedEntity(bundle));
  if (byCertificate) {
    const signer = verified(entity, trustOf(root), { log: "required" });
    const facts = certificateFacts(signer.identity);
    return { kind: "workflow", certificate: facts, ...signedAt(entity) };
  }
  const { name } = signingKey(entity, root, keys);
  return { kind: "key", name, ...signedAt(entity) };
}

/** The first of the candidates with which the signature is good; the hint of a bundle only sorts them. */
function signingKey(entity: SignedEntity, root: unknown, keys: readonly CandidateKey[]) {
  const hint = entity.key.$case === "public-key" ? entity.key.hint : "";
  const named = keys.filter(({ name, key }) => [name, hintOf(key)].includes(hint));
  const candidates = named.length > 0 ? named : keys;
  let last = new Refused("key-unknown", "is signed with a key that may not sign this");
  for (const candidate of candidates) {
    try {
      verified(entity, trustOf(root, candidate.key), candidate);
      return candidate;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (named.length > 0 || error.code !== "signature-invalid") last = error;
    }
  }
  throw last;
}

/** How bundles call a key: the hash of its DER form. */
export const hintOf = (key: KeyObject): string =>
  createHash("sha256")
    .update(key.export({ format: "der", type: "spki" }))
    .digest("base64");

function trustOf(root: unknown, key?: KeyObject): TrustMaterial {
  return {
    ...authoritiesOf(root as object),
    publicKey: () => {
      if (key === undefined) throw new Refused("key-unknown", "is signed with an unknown key");
      return { publicKey: key, validFor: () => true };
    },
  };
}

/** A root is read once for all images that are judged by it. */
const authoritiesOf = remember((root: object): TrustMaterial => {
  const { TrustedRoot } = sigstore.specs();
  return sigstore.verify().toTrustMaterial(TrustedRoot.fromJSON(root));
});

function verified(
  entity: SignedEntity,
  material: TrustMaterial,
  { log }: { readonly log: KeyIdentity["log"] },
): ReturnType<Verifier["verify"]> {
  const least = log === "required" ? 1 : 0;
  demand(entity.tlogEntries.length >= least, "log-entry-missing", "is in no transparency log");
  for (const { logId } of entity.tlogEntries) {
    const known = material.tlogs.some(({ logID }) => logID.equals(logId.keyId));
    demand(known, "log-unknown", "is in a log that the trust root does not hold");
  }
  const options: VerifierOptions = { tlogThreshold: least, timestampThreshold: least };
  try {
    return new (sigstore.verify().Verifier)(material, options).verify(entity);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(codeOf(error), `does not verify (${messageOf(error)})`);
  }
}

function parsed(work: () => SignedEntity): SignedEntity {
  try {
    return work();
  } catch (error) {
    throw new Refused("certificate-malformed", `cannot be taken apart (${messageOf(error)})`);
  }
}

/** The earliest time that somebody trusted vouches for; asked after verification only. */
function signedAt({ timestamps }: SignedEntity): { signedAt?: string } {
  const times = timestamps.flatMap((stamp) => {
    if (stamp.$case === "timestamp-authority") return [stamp.timestamp.signingTime.getTime()];
    // Without the log's promise nobody signed for the time.
    const { inclusionPromise, integratedTime } = stamp.tlogEntry;
    return inclusionPromise === undefined ? [] : [Number(integratedTime) * 1000];
  });
  return times.length === 0 ? {} : { signedAt: new Date(Math.min(...times)).toISOString() };
}

function messageOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

/** The library's own codes and words as ours. */
function codeOf(error: unknown): Code {
  const { code } = error as { code?: unknown };
  const message = messageOf(error);
  switch (code) {
    case "SIGNATURE_ERROR":
      return "signature-invalid";
    case "PUBLIC_KEY_ERROR":
      return "key-unknown";
    case "TIMESTAMP_ERROR":
      return message.startsWith("expected ") ? "timestamp-missing" : "timestamp-invalid";
    case "CERTIFICATE_ERROR":
      if (message.includes("SCT")) return "certificate-not-logged";
      return /not valid or expired/.test(message) ? "certificate-expired" : "certificate-untrusted";
    case "TLOG_BODY_ERROR":
      return "log-entry-mismatch";
    case "TLOG_ERROR":
      return message.includes("duplicate") ? "log-entry-duplicate" : "log-entry-missing";
    case "TLOG_MISSING_INCLUSION_ERROR":
    case "TLOG_INCLUSION_PROOF_ERROR":
    case "TLOG_INCLUSION_PROMISE_ERROR":
      return "log-entry-invalid";
    default:
      return "signature-invalid";
  }
}
