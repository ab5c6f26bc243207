import type { Signer } from "@sigstore/verify";

import { Refused } from "./failing.ts";

/** What a certificate of Fulcio says about the run that it was issued to. */
export interface CertificateFacts {
  /** The identity, to the letter: `https://github.com/o/r/.github/workflows/w.yml@refs/heads/main`. */
  readonly identity: string;
  readonly issuer: string;
  readonly repository?: string;
  readonly commit?: string;
  readonly ref?: string;
  readonly run?: string;
  /** `github-hosted` or `self-hosted`. */
  readonly runner?: string;
}

/** Extensions of https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md; each a DER text. */
const extensions = {
  runner: 11,
  repository: 12,
  commit: 13,
  ref: 14,
  run: 21,
} as const;

/** Reads a certificate whose chain is verified. @throws Refused */
export function certificateFacts(identity: Signer["identity"]): CertificateFacts {
  const { subjectAlternativeName, extensions: named, oids = [] } = identity ?? {};
  if (subjectAlternativeName === undefined || named?.issuer === undefined) {
    throw new Refused("certificate-malformed", "has a certificate without identity or issuer");
  }
  const read = Object.entries(extensions).flatMap(([name, number]) => {
    const wanted = `1.3.6.1.4.1.57264.1.${number}`;
    const found = oids.filter(({ oid }) => oid?.id.join(".") === wanted);
    if (found.length > 1) throw new Refused("certificate-malformed", `says ${name} twice`);
    return found.map(({ value }) => [name, derText(value)]);
  });
  return {
    identity: subjectAlternativeName,
    issuer: named.issuer,
    ...(Object.fromEntries(read) as Partial<Record<keyof typeof extensions, string>>),
  };
}

const UTF8_STRING = 0x0c;

/** The text of a DER UTF8String. */
function derText(der: Uint8Array): string {
  const [tag, first = 0] = der;
  const bytes = first < 0x80 ? 0 : first & 0x7f;
  const length =
    bytes === 0 ? first : der.subarray(2, 2 + bytes).reduce((sum, one) => sum * 256 + one, 0);
  const start = 2 + bytes;
  if (tag !== UTF8_STRING || bytes > 2 || der.length !== start + length) {
    throw new Refused("certificate-malformed", "has an extension that is no text");
  }
  return Buffer.from(der.subarray(start)).toString("utf8");
}
