import { generateKeyPairSync } from "node:crypto";

import {
  daysLeft,
  endOf,
  keySecretName,
  readCertificate,
  wrappedKeyBytes,
} from "../../../lib/sealing/certificate.ts";
import { SEALING_DAY, sealingKey } from "../../support/sealing.ts";

describe("a sealing certificate", () => {
  it("says its fingerprint, its dates and how long a wrapped key is", async () => {
    const { certificate } = await sealingKey();

    const read = readCertificate(certificate, "secrets/prod/sealing.crt");

    expect(read).toEqual({
      pem: certificate,
      fingerprint: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
      notBefore: SEALING_DAY,
      notAfter: new Date("2027-11-28T12:00:00Z"),
    });
    expect(wrappedKeyBytes(read)).toBe(512);
    expect(keySecretName(read)).toBe(`sealing-key-${read.fingerprint.slice(7, 19)}`);
  });

  it("holds from its first second to before its last", async () => {
    const read = readCertificate((await sealingKey()).certificate, "x");
    const at = (time: string) => [endOf(read, new Date(time)), daysLeft(read, new Date(time))];

    expect(at("2026-11-28T11:59:59Z")).toEqual(["not yet valid", 365]);
    expect(at("2026-11-28T12:00:00Z")).toEqual([undefined, 365]);
    expect(at("2027-11-28T11:59:59Z")).toEqual([undefined, 0]);
    expect(at("2027-11-28T12:00:00Z")).toEqual(["expired", 0]);
    expect(at("2027-12-01T12:00:00Z")).toEqual(["expired", -3]);
  });

  it("is refused when it cannot seal", async () => {
    const { certificate, privateKey } = await sealingKey();
    const fix = "; restore it from git, or remove it, then ops secrets init <env>";
    const said = (text: string) => {
      try {
        readCertificate(text, "secrets/prod/sealing.crt");
        return "accepted";
      } catch (error) {
        return (error as Error).message.replace("secrets/prod/sealing.crt: ", "").replace(fix, "");
      }
    };

    expect(said("")).toBe("holds no certificate");
    expect(said(certificate + certificate)).toBe("holds 2 certificates, and one is meant");
    expect(said(certificate + privateKey)).toBe(
      "holds a private key, which nobody may read any more",
    );
    const lines = certificate.split("\n");
    expect(said([lines[0], "AAAA", ...lines.slice(-2)].join("\n"))).toBe(
      "cannot be read as a certificate",
    );
  });

  it("is refused when its key is none that seals", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const { X509CertificateGenerator } = await import("@peculiar/x509");
    const { webcrypto } = await import("node:crypto");
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;
    const weak = await X509CertificateGenerator.createSelfSigned({
      keys: {
        publicKey: await webcrypto.subtle.importKey(
          "spki",
          publicKey.export({ format: "der", type: "spki" }),
          algorithm,
          true,
          ["verify"],
        ),
        privateKey: await webcrypto.subtle.importKey(
          "pkcs8",
          privateKey.export({ format: "der", type: "pkcs8" }),
          algorithm,
          true,
          ["sign"],
        ),
      },
      signingAlgorithm: algorithm,
    });

    expect(() => readCertificate(weak.toString("pem"), "x")).toThrow(
      "x: has no RSA key of 2048 bits or more, which sealing takes",
    );
  });
});
