import { createPublicKey, type KeyObject } from "node:crypto";
import { dirname } from "node:path";

import { isRecord } from "../../lib/values.ts";
import type { Cache } from "./cache.ts";
import { readFile } from "./files.ts";
import type { Failure, KeyIdentity, TrustFile } from "./model.ts";
import { readPlain, sha256 } from "./safe-read.ts";
import { parseStrict } from "./strict-json.ts";

/** Who is trusted in an environment, with everything that the trust file points to. */
export interface Trust {
  readonly file: TrustFile;
  /** A Sigstore trusted root, as JSON. */
  readonly root: unknown;
  /** Public keys by the path that the trust file gives. */
  readonly keys: ReadonlyMap<string, KeyObject>;
  /** Of the trust file, the root and the keys together. */
  readonly hash: string;
}

export interface TrustRead {
  /** Absent when something cannot be used at all. */
  readonly trust?: Trust;
  readonly failures: readonly Failure[];
}

const DAY = 86_400_000;

/** Reads a trust file. A root whose time is over is a failure, and what is signed under it can still be looked at. */
export function readTrust(path: string, now: Date, cache: Cache): TrustRead {
  const { value: file, failures, ...read } = readFile<TrustFile>("trust", path, cache);
  if (file === undefined || !("bytes" in read)) return { failures };
  const folder = dirname(path);
  const root = rootOf(folder, file);
  const keys = keysOf(folder, file);
  const broken = [...root.failures, ...keys.failures];
  if (broken.length > 0) return { failures: broken };
  const hash = sha256(
    JSON.stringify([sha256(read.bytes), file.root.sha256, [...keys.hashes.entries()].sort()]),
  );
  return {
    trust: { file, root: root.value, keys: keys.values, hash },
    failures: freshness(file, now),
  };
}

const failure = (code: Failure["code"], message: string): Failure => ({
  code,
  about: "trust",
  message,
});

function rootOf(folder: string, { root }: TrustFile): { value?: unknown; failures: Failure[] } {
  let bytes: Buffer;
  try {
    bytes = readPlain(folder, root.file.split("/"));
  } catch (error) {
    return { failures: [failure("trust-unreadable", (error as Error).message)] };
  }
  if (sha256(bytes) !== root.sha256) {
    const message = `${root.file} is not the trust root that is pinned; its hash differs`;
    return { failures: [failure("trust-root-changed", message)] };
  }
  try {
    const value = parseStrict(bytes);
    const lists = ["tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities"];
    const whole = isRecord(value) && lists.every((list) => Array.isArray(value[list] ?? []));
    if (whole) return { value, failures: [] };
  } catch {
    // Said below.
  }
  return { failures: [failure("trust-root-malformed", `${root.file} is no trusted root`)] };
}

function keysOf(folder: string, { keys, attestors }: TrustFile) {
  const values = new Map<string, KeyObject>();
  const hashes = new Map<string, string>();
  const failures: Failure[] = [];
  const named: KeyIdentity[] = [...keys];
  for (const attestor of attestors) if ("file" in attestor) named.push(attestor);
  for (const file of new Set(named.map(({ file }) => file))) {
    try {
      const bytes = readPlain(folder, file.split("/"));
      // A private key would do, and has no business there.
      if (!bytes.includes("-----BEGIN PUBLIC KEY-----"))
        throw new Error(`${file} is no public key`);
      values.set(file, createPublicKey(bytes));
      hashes.set(file, sha256(bytes));
    } catch (error) {
      const { message } = error as Error;
      failures.push(
        failure("trust-unreadable", message.includes(file) ? message : `${file} is no public key`),
      );
    }
  }
  return { values, hashes, failures };
}

function freshness({ root }: TrustFile, now: Date): Failure[] {
  const age = Math.floor((now.getTime() - Date.parse(root.asOf)) / DAY);
  const { asOf, maxAgeDays } = root;
  if (age < 0) return [failure("trust-root-from-future", `the trust root is of ${asOf}`)];
  if (age <= maxAgeDays) return [];
  const message = `the trust root is of ${asOf}, ${age} days ago; ${maxAgeDays} are allowed`;
  return [failure("trust-root-stale", message)];
}
