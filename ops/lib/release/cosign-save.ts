import { isRecord } from "../../../policy-packs/lib/values.ts";
import { parseStrict } from "../../../policy-packs/provenance/release/strict-json.ts";

/** Type of the layers in which cosign kept attestations before there were bundles. */
export const ENVELOPE = "application/vnd.dsse.envelope.v1+json";

/**
 * A bare DSSE envelope as the bundle that cosign would write today, when a key signed it; the signature stays as it is.
 *
 * `cosign save` (3.0.2) writes only such envelopes: attestations in the form of bundles it leaves in the registry.
 * @throws for what is no envelope
 */
export function bundleAround(envelope: Buffer): Buffer {
  const dsseEnvelope = parseStrict(envelope);
  if (!isRecord(dsseEnvelope)) throw new TypeError("no DSSE envelope");
  return Buffer.from(
    JSON.stringify({
      mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
      verificationMaterial: { publicKey: { hint: "" } },
      dsseEnvelope,
    }),
  );
}
