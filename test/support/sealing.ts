import {
  constants,
  createCipheriv,
  createDecipheriv,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  X509Certificate,
} from "node:crypto";
import { readFileSync } from "node:fs";

import { readSealedFile, type Scope } from "../../lib/sealing/sealed-file.ts";
import { type SealingKey, makeSealingKey } from "../../ops/lib/secrets/key-pair.ts";
import type { Kubeseal, Plain } from "../../ops/lib/secrets/kubeseal.ts";

/** A day on which the keys of tests hold. */
export const SEALING_DAY = new Date("2026-11-28T12:00:00Z");

const made = new Map<string, Promise<SealingKey>>();

/** A sealing key, made once per process: 4096 bits take a second. */
export function sealingKey(label = "one", from = SEALING_DAY, days = 365): Promise<SealingKey> {
  const key = made.get(label) ?? makeSealingKey("test", from, days);
  made.set(label, key);
  return key;
}

const NONCE = Buffer.alloc(12);

const labelOf = (namespace: string, name: string, scope: Scope): Buffer =>
  Buffer.from(
    scope === "cluster-wide" ? "" : scope === "strict" ? `${namespace}/${name}` : namespace,
  );

/** What kubeseal does with one value (pkg/crypto/crypto.go of sealed-secrets v0.32.2). */
export function sealed(
  certificate: string,
  { namespace, name, scope = "strict" }: { namespace: string; name: string; scope?: Scope },
  value: Buffer,
): string {
  const session = randomBytes(32);
  const wrapped = publicEncrypt(
    {
      key: new X509Certificate(certificate).publicKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: "sha256",
      oaepLabel: labelOf(namespace, name, scope),
    },
    session,
  );
  const cipher = createCipheriv("aes-256-gcm", session, NONCE);
  const body = Buffer.concat([cipher.update(value), cipher.final(), cipher.getAuthTag()]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(wrapped.length);
  return Buffer.concat([length, wrapped, body]).toString("base64");
}

function opened(privateKey: string, label: Buffer, value: string): Buffer | undefined {
  const bytes = Buffer.from(value, "base64");
  const end = 2 + bytes.readUInt16BE(0);
  try {
    const session = privateDecrypt(
      {
        key: privateKey,
        padding: constants.RSA_PKCS1_OAEP_PADDING,
        oaepHash: "sha256",
        oaepLabel: label,
      },
      bytes.subarray(2, end),
    );
    const cipher = createDecipheriv("aes-256-gcm", session, NONCE);
    cipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([cipher.update(bytes.subarray(end, -16)), cipher.final()]);
  } catch {
    return undefined;
  }
}

export interface FakeKubeseal extends Kubeseal {
  /** What it was asked to seal, values as text. */
  readonly asked: { readonly name: string; readonly values: Record<string, string> }[];
}

/** Seals and opens as kubeseal does, without the program; `test/e2e/sealed-secrets.test.ts` asks the real one. */
export function fakeKubeseal(): FakeKubeseal {
  const asked: FakeKubeseal["asked"] = [];
  return {
    asked,
    seal: ({ values, ...at }: Plain, scope, certificate) => {
      const texts = Object.entries(values).map(([key, value]) => [key, value.toString()]);
      asked.push({
        name: `${at.namespace}/${at.name}`,
        values: Object.fromEntries(texts) as Record<string, string>,
      });
      const pem = readFileSync(certificate, "utf8");
      return Promise.resolve(
        Object.fromEntries(
          Object.entries(values).map(([key, value]) => [key, sealed(pem, { ...at, scope }, value)]),
        ),
      );
    },
    open: (path, privateKeys) => {
      const file = readSealedFile(readFileSync(path, "utf8"), path);
      const label = labelOf(file.namespace, file.name, file.scope);
      const values = Object.entries(file.encryptedData).map(
        ([key, value]) =>
          [
            key,
            privateKeys.map((one) => opened(one, label, value)).find((one) => one !== undefined),
          ] as const,
      );
      const all = values.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
      return Promise.resolve(
        all.length === values.length
          ? (Object.fromEntries(all) as Record<string, Buffer>)
          : undefined,
      );
    },
  };
}
