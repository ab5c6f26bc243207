import "reflect-metadata";

import { createPrivateKey, hkdfSync, webcrypto } from "node:crypto";

/** A sealing key with its certificate, both in PEM. */
export interface SealingKey {
  readonly certificate: string;
  /** PKCS #8. Never written anywhere but into the encrypted backup and the Secret in the cluster. */
  readonly privateKey: string;
}

/** Bits of a key; what the controller makes by itself has as many. */
const BITS = 4096;

const algorithm = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: BITS,
} as const;

/**
 * Makes an RSA key of 4096 bits and a certificate that says until when to seal with it, signed by itself.
 *
 * The certificate carries the public key and its dates, no trust: who may open is who has the private half.
 */
export async function makeSealingKey(
  name: string,
  notBefore: Date,
  validDays: number,
): Promise<SealingKey> {
  const { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension, X509CertificateGenerator } =
    await import("@peculiar/x509");
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=sealed-secrets ${name}`,
    keys,
    notBefore,
    notAfter: new Date(notBefore.getTime() + validDays * 86_400_000),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyEncipherment, true),
    ],
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return {
    certificate: `${certificate.toString("pem").trim()}\n`,
    privateKey: key.export({ format: "pem", type: "pkcs8" }).toString(),
  };
}

/**
 * The key of the digests of an environment: derived (HKDF, RFC 5869) from its first sealing key, so that whoever restores
 * that key has it too, whatever else was lost; renewed keys do not change it.
 */
export function digestKeyOf({ privateKey }: SealingKey, name: string): Buffer {
  const der = createPrivateKey(privateKey).export({ format: "der", type: "pkcs8" });
  return Buffer.from(hkdfSync("sha256", der, "", `intelgraph plaintext digests of ${name}`, 32));
}
