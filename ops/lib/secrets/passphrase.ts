import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

import { Fault } from "../../../lib/fault.ts";
import type { SealingPlace } from "../../../lib/sealing/place.ts";
import { createAtomic } from "../../../lib/write-atomic.ts";
import { type AskSecret, descriptorOf, readDescriptor } from "./input.ts";

/** Shortest passphrase that is taken, in characters: five words of a list, or a generated one. */
const SHORTEST = 16;

export interface PassphraseSource {
  readonly ask: AskSecret | undefined;
  /** Value of `--passphrase-fd`. @default undefined: a person is asked */
  readonly descriptor?: string | undefined;
}

/** The passphrase of a backup that is there. */
export async function passphraseOf(place: SealingPlace, source: PassphraseSource): Promise<string> {
  const given = kept(place) ?? described(source);
  if (given !== undefined) return given;
  return (await asked(place, source))(`passphrase of the backup of ${place.name}: `);
}

/**
 * The passphrase of a backup that is made. This machine's own environments get one that lies beside the backup: their
 * keys protect nothing that the machine does not hold anyway.
 */
export async function newPassphrase(
  place: SealingPlace,
  source: PassphraseSource,
): Promise<string> {
  if (place.passphrase !== undefined) {
    createAtomic(place.passphrase, `${randomBytes(32).toString("base64url")}\n`);
    return readFileSync(place.passphrase, "utf8").trim();
  }
  const given = described(source);
  if (given !== undefined) return longEnough(given);
  const ask = await asked(place, source);
  const first = longEnough(await ask(`new passphrase for the backup of ${place.name}: `));
  if (first === (await ask("once more: "))) return first;
  const fix = "run the command again";
  throw new Fault({ where: "passphrase", problem: "was typed in two ways", fix });
}

const kept = ({ passphrase }: SealingPlace): string | undefined =>
  passphrase !== undefined && existsSync(passphrase)
    ? readFileSync(passphrase, "utf8").trim()
    : undefined;

const described = ({ descriptor }: PassphraseSource): string | undefined =>
  descriptor === undefined
    ? undefined
    : readDescriptor(descriptorOf(descriptor, "--passphrase-fd"), "--passphrase-fd").toString();

function longEnough(passphrase: string): string {
  if (passphrase.length >= SHORTEST) return passphrase;
  const fix = "take five words or more, or have a password manager make one";
  const problem = `has less than ${SHORTEST} characters, and the backup is only as safe as it is`;
  throw new Fault({ where: "passphrase", problem, fix });
}

function asked({ name }: SealingPlace, { ask }: PassphraseSource): Promise<AskSecret> {
  if (ask !== undefined) return Promise.resolve(ask);
  const fix = "give it by --passphrase-fd 3 3< <(a command that prints it)";
  const problem = "is needed, and nobody can be asked";
  return Promise.reject(new Fault({ where: `passphrase of ${name}`, problem, fix }));
}
