import { X509Certificate } from "node:crypto";

import { Fault } from "../fault.ts";

/** The public half of a sealing key: anybody may seal with it, only the controller of its environment can open. */
export interface SealingCertificate {
  readonly pem: string;
  /** `sha256:<64 hex>` over the certificate in DER. */
  readonly fingerprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Smallest key that seals, in bits. NIST SP 800-57 part 1, revision 5, table 2: 2048 and more until 2030. */
const SMALLEST = 2048;

/** Days before the end from which a certificate is called close to it. */
export const CLOSE_TO_END = 30;

const FIX = "restore it from git, or remove it, then ops secrets init <env>";

/** Reads the one certificate of a PEM text. @throws Fault when it is no certificate that can seal */
export function readCertificate(text: string, where: string): SealingCertificate {
  const refuse = (problem: string, cause?: unknown) =>
    new Fault({ where, problem, fix: FIX, cause });
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const [pem] = blocks;
  if (pem === undefined) throw refuse("holds no certificate");
  if (blocks.length > 1) throw refuse(`holds ${blocks.length} certificates, and one is meant`);
  if (/PRIVATE KEY/.test(text)) throw refuse("holds a private key, which nobody may read any more");
  const certificate = parsed(pem, refuse);
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  if (asymmetricKeyType !== "rsa" || bits < SMALLEST) {
    throw refuse(`has no RSA key of ${SMALLEST} bits or more, which sealing takes`);
  }
  return {
    pem: `${pem}\n`,
    fingerprint: `sha256:${certificate.fingerprint256.replaceAll(":", "").toLowerCase()}`,
    notBefore: certificate.validFromDate,
    notAfter: certificate.validToDate,
  };
}

function parsed(pem: string, refuse: (problem: string, cause: unknown) => Fault): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw refuse("cannot be read as a certificate", error);
  }
}

/** Bytes of the key that sealed values begin with, wrapped for the certificate: as many as its modulus has. */
export const wrappedKeyBytes = ({ pem }: SealingCertificate): number =>
  (new X509Certificate(pem).publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8;

/** What speaks against sealing with a certificate, or running on it, today: nothing, or one reason. */
export function endOf(
  { notBefore, notAfter }: SealingCertificate,
  now: Date,
): "expired" | "not yet valid" | undefined {
  if (now >= notAfter) return "expired";
  return now < notBefore ? "not yet valid" : undefined;
}

/** Days until a certificate ends, whole ones; negative when it has ended. */
export const daysLeft = ({ notAfter }: SealingCertificate, now: Date): number =>
  Math.floor((notAfter.getTime() - now.getTime()) / 86_400_000);

/** `2027-11-28`: the day in UTC. */
export const day = (date: Date): string => date.toISOString().slice(0, 10);

/** Twelve digits of a fingerprint: enough to tell keys of one environment apart, for people and in names. */
export const shortFingerprint = (fingerprint: string): string =>
  fingerprint.replace("sha256:", "").slice(0, 12);

/** Name of the Secret that holds the private half in the cluster. */
export const keySecretName = ({ fingerprint }: Pick<SealingCertificate, "fingerprint">): string =>
  `sealing-key-${shortFingerprint(fingerprint)}`;
