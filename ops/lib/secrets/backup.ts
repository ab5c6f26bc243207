import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

import { z } from "zod";

import { Fault } from "../../../lib/fault.ts";
import { readCertificate } from "../../../lib/sealing/certificate.ts";
import type { SealingPlace } from "../../../lib/sealing/place.ts";
import { writeAtomic } from "../../../lib/write-atomic.ts";
import type { SealingKey } from "./key-pair.ts";

const schema = z.strictObject({
  version: z.literal(1),
  environment: z.string(),
  /** Oldest first; none is ever taken out. */
  keys: z.array(z.strictObject({ certificate: z.string(), privateKey: z.string() })).min(1),
});

/** Base-2 logarithm of scrypt's N, as age chooses it: 2 s here, for whoever guesses too. */
const AGE_WORK_FACTOR = 18;

/** Every sealing key of an environment, oldest first. */
export type Backup = readonly SealingKey[];

/**
 * Writes the backup: JSON, encrypted with a passphrase in the age format (scrypt, ChaCha20-Poly1305), in ASCII armour.
 *
 * `age --decrypt` opens it too, so that nobody needs this program in a disaster.
 */
export async function writeBackup(
  path: string,
  environment: string,
  keys: Backup,
  passphrase: string,
  workFactor = AGE_WORK_FACTOR,
): Promise<void> {
  const { armor, Encrypter } = await import("age-encryption");
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  const plain = JSON.stringify({ version: 1, environment, keys });
  writeAtomic(path, armor.encode(await encrypter.encrypt(plain)));
}

/** Opens a backup. @throws Fault when it is not there, damaged, for another environment, or the passphrase is wrong */
export async function openBackup(
  root: string,
  path: string,
  { name }: Pick<SealingPlace, "name">,
  passphrase: string,
): Promise<Backup> {
  const where = relative(root, path);
  const refuse = (problem: string, fix: string, cause?: unknown) =>
    new Fault({ where, problem, fix, cause });
  if (!existsSync(path)) throw refuse("is not there", "bring the backup, or name it by --backup");
  const text = await decrypted(readFileSync(path, "utf8"), passphrase).catch((error: unknown) => {
    const fix = "give the passphrase it was made with, or bring a whole copy";
    throw refuse("cannot be opened: wrong passphrase, or damaged", fix, error);
  });
  const { data } = schema.safeParse(asJson(text));
  if (data === undefined) throw refuse("holds no sealing keys", "bring the right file");
  if (data.environment !== name) {
    throw refuse(`holds the keys of ${data.environment}`, `name the backup of ${name} by --backup`);
  }
  return data.keys;
}

async function decrypted(text: string, passphrase: string): Promise<string> {
  const { armor, Decrypter } = await import("age-encryption");
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(armor.decode(text), "text");
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The key of a certificate; undefined when the backup does not have it. */
export const keyFor = (backup: Backup, fingerprint: string): SealingKey | undefined =>
  backup.find(
    ({ certificate }) => readCertificate(certificate, "backup").fingerprint === fingerprint,
  );
