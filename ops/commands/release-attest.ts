import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";

import { Fault } from "../../lib/fault.ts";
import { createAtomic, writeAtomic } from "../../lib/write-atomic.ts";
import { PREDICATES } from "../../policy-packs/provenance/release/model.ts";
import { parseStrict } from "../../policy-packs/provenance/release/strict-json.ts";
import { isRecord } from "../../policy-packs/lib/values.ts";
import type { Outcome } from "../lib/outcome.ts";
import { attest } from "../lib/release/attest.ts";

export interface AttestInput {
  /** What is attested: `provenance`, `sbom` or `scan`. */
  readonly kind: string;
  readonly image?: string;
  /** JSON file with what is said about the image. */
  readonly predicate?: string;
  /** PEM file of an unencrypted private key that only its owner can read. */
  readonly key?: string;
  /** Makes the key first, and its public half beside it as `<key>.pub`. */
  readonly generateKey: boolean;
  /** @default stdout */
  readonly out?: string;
}

export interface AttestReport {
  readonly command: "release attest";
  readonly kind: string;
  readonly predicateType: string;
  readonly image: string;
  readonly out?: string;
  /** File of the public key that was made. */
  readonly publicKey?: string;
  readonly bundle: unknown;
}

/** Signs a statement about an image with a key, without a log and without a network. */
export function releaseAttest(input: AttestInput): AttestReport {
  const { kind, out } = input;
  const predicateType = typeOf(kind);
  const image = imageOf(input.image);
  const predicate = predicateOf(needed(input.predicate, "--predicate <file>"));
  const keyFile = needed(input.key, "--key <file>");
  const publicKey = input.generateKey ? makeKey(keyFile) : undefined;
  const text = attest({ image, predicateType, predicate }, keyOf(keyFile));
  if (out !== undefined) writeAtomic(out, text, 0o644);
  return {
    command: "release attest",
    kind,
    predicateType,
    image,
    ...(out === undefined ? {} : { out }),
    ...(publicKey === undefined ? {} : { publicKey }),
    bundle: JSON.parse(text) as unknown,
  };
}

function typeOf(kind: string): string {
  const known = Object.entries(PREDICATES).find(([name]) => name === kind);
  if (known !== undefined) return known[1];
  const fix = `known: ${Object.keys(PREDICATES).join(", ")}`;
  throw new Fault({ where: `ops release attest ${kind}`, problem: "attests nothing known", fix });
}

function needed(value: string | undefined, flag: string): string {
  if (value !== undefined) return value;
  throw new Fault({ where: "ops release attest", problem: `lacks ${flag}`, fix: "see --help" });
}

function imageOf(image: string | undefined): string {
  const text = needed(image, "--image <image>");
  if (/^[^@\s:]+(?::\d+\/[^@\s:]+)?@sha256:[0-9a-f]{64}$/.test(text)) return text;
  throw new Fault({
    where: `--image ${text}`,
    problem: "names no digest, or a tag too",
    fix: "write registry/repository@sha256:<64 hex>",
  });
}

function predicateOf(path: string): unknown {
  try {
    const value = parseStrict(readFileSync(path));
    if (isRecord(value)) return value;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = code?.startsWith("E") === true ? `cannot be read (${code})` : message;
    throw new Fault({ where: path, problem, fix: "name a JSON file by --predicate", cause: error });
  }
  throw new Fault({ where: path, problem: "holds no object", fix: "name a predicate as JSON" });
}

/** Makes a key pair; never over one that is there. */
function makeKey(path: string): string {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  if (!createAtomic(path, pem, 0o600)) {
    const fix = "leave out --generate-key to sign with it, or name a new file";
    throw new Fault({ where: path, problem: "is there already", fix });
  }
  const beside = `${path}.pub`;
  writeAtomic(beside, publicKey.export({ format: "pem", type: "spki" }).toString(), 0o644);
  return beside;
}

function keyOf(path: string): KeyObject {
  if (!existsSync(path)) {
    const fix = "name a private key, or add --generate-key to make one there";
    throw new Fault({ where: path, problem: "is not there", fix });
  }
  if ((statSync(path).mode & 0o077) !== 0) {
    const problem = "can be read by others, so anybody may have signed with it";
    throw new Fault({ where: path, problem, fix: `chmod 600 ${path}, and think about a new key` });
  }
  try {
    return createPrivateKey(readFileSync(path));
  } catch (error) {
    const problem = "is no unencrypted private key in PEM";
    const fix = "sign with an encrypted key of cosign by cosign attest-blob";
    throw new Fault({ where: path, problem, fix, cause: error });
  }
}

export function releaseAttestOutcome(report: AttestReport): Outcome {
  const { kind, image, out, publicKey, bundle } = report;
  return {
    exit: 0,
    report,
    ...(out === undefined ? { data: [JSON.stringify(bundle)] } : {}),
    screen: () => [
      ...(publicKey === undefined
        ? []
        : [
            `key        made; give ${publicKey} to the trust file, and keep the other half to yourself`,
          ]),
      `attested   ${kind} of ${image}`,
      ...(out === undefined ? [] : [`bundle     ${out}`]),
    ],
  };
}
