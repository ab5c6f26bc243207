import { createHmac } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { relative } from "node:path";

import { Fault } from "../../../lib/fault.ts";
import type { SealingPlace } from "../../../lib/sealing/place.ts";

/** Where a value stands, so that one password in two places has two digests. */
export interface Standing {
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
}

/**
 * The keyed digest of a value: says whether it changed, to who has the key.
 *
 * Keyed, because a bare hash in Git lets everybody who reads it try weak passwords by the billion.
 */
export function digestOf(
  key: Buffer,
  { namespace, name, key: of }: Standing,
  value: Buffer,
): string {
  const hmac = createHmac("sha256", key);
  // No name has a NUL in it, so that no two standings run into one text.
  hmac.update([namespace, name, of, ""].join("\0")).update(value);
  return `hmac-sha256:${hmac.digest("hex")}`;
}

/** The key of the digests. @throws Fault when it is not on this machine, or others may read it */
export function readDigestKey(root: string, place: SealingPlace): Buffer {
  const where = relative(root, place.digestKey);
  if (!existsSync(place.digestKey)) {
    const problem = "is not there, so nobody can tell whether a value changed";
    const fix = `bring the backup and run ops secrets init ${place.name}, which derives it again`;
    throw new Fault({ where, problem, fix });
  }
  if ((statSync(place.digestKey).mode & 0o077) !== 0) {
    const fix = `chmod 600 ${where}, and think about new values for what is weak`;
    throw new Fault({ where, problem: "can be read by others", fix });
  }
  const key = Buffer.from(readFileSync(place.digestKey, "utf8").trim(), "base64");
  if (key.length === 32) return key;
  const fix = `remove it and run ops secrets init ${place.name}, which derives it again`;
  throw new Fault({ where, problem: "holds no key of 32 bytes", fix });
}
