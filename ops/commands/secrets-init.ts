import { existsSync } from "node:fs";
import { relative } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { day, daysLeft, type SealingCertificate } from "../../lib/sealing/certificate.ts";
import type { SealingPlace } from "../../lib/sealing/place.ts";
import { committedCertificate } from "../../lib/sealing/read.ts";
import { writeAtomic } from "../../lib/write-atomic.ts";
import type { Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";
import { type Backup, keyFor, openBackup, writeBackup } from "../lib/secrets/backup.ts";
import { digestKeyOf, makeSealingKey, type SealingKey } from "../lib/secrets/key-pair.ts";
import { newPassphrase, passphraseOf, type PassphraseSource } from "../lib/secrets/passphrase.ts";
import { withPlace } from "../lib/secrets/place-lock.ts";
import { placeOf } from "../lib/secrets/place-of.ts";

export interface InitInput {
  readonly environment: string;
  /** Make a newer key although there is one; older keys stay in the backup and in the cluster. */
  readonly renew: boolean;
  /** Days for which a new certificate seals. @default 365 */
  readonly validDays?: string | undefined;
  /** The backup, from the root of the project. @default .local/secrets/<environment>/backup.age */
  readonly backup?: string | undefined;
  readonly passphraseFd?: string | undefined;
}

export interface InitReport {
  readonly command: "secrets init";
  readonly environment: string;
  readonly did: "made" | "renewed" | "restored" | "unchanged";
  readonly certificate: {
    readonly file: string;
    readonly fingerprint: string;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly daysLeft: number;
  };
  readonly backup: { readonly file: string; readonly there: boolean };
}

export type InitPorts = Pick<Ports, "root" | "now" | "askSecret" | "screen" | "signal"> & {
  /** Base-2 logarithm of what a guess of the passphrase costs. @default age's own, 18 */
  readonly workFactor?: number;
};

/** Makes the sealing key of an environment once, and brings back what is missing of it. */
export async function secretsInit(input: InitInput, ports: InitPorts): Promise<InitReport> {
  const place = placeOf(ports.root, input.environment, input.backup);
  return initPlace(place, input, ports);
}

/** The same for any place. The certificate is written last: with it, everything else is there. */
export async function initPlace(
  place: SealingPlace,
  input: Omit<InitInput, "environment" | "backup">,
  ports: InitPorts,
): Promise<InitReport> {
  const validDays = daysOf(input.validDays ?? "365");
  const source = { ask: ports.askSecret, descriptor: input.passphraseFd };
  const work = async () => {
    const has = { certificate: existsSync(place.certificate), backup: existsSync(place.backup) };
    if (input.renew) return renew(place, source, validDays, ports);
    if (!has.certificate && !has.backup) return make(place, source, validDays, ports);
    if (has.certificate && (existsSync(place.digestKey) || !has.backup)) return "unchanged";
    return restore(place, source, ports);
  };
  const did = await withPlace(place, "init", ports, work);
  return reportOf(did, place, ports);
}

async function make(
  place: SealingPlace,
  source: PassphraseSource,
  validDays: number,
  { now, workFactor }: InitPorts,
): Promise<"made"> {
  const passphrase = await newPassphrase(place, source);
  const key = await makeSealingKey(place.name, now(), validDays);
  await writeBackup(place.backup, place.name, [key], passphrase, workFactor);
  writeHalves(place, [key]);
  return "made";
}

async function renew(
  place: SealingPlace,
  source: PassphraseSource,
  validDays: number,
  { root, now, workFactor }: InitPorts,
): Promise<"renewed"> {
  const { fingerprint } = committedCertificate(root, place);
  const { passphrase, keys } = await opened(root, place, source);
  if (keyFor(keys, fingerprint) === undefined) throw otherBackup(root, place);
  const key = await makeSealingKey(place.name, now(), validDays);
  await writeBackup(place.backup, place.name, [...keys, key], passphrase, workFactor);
  writeHalves(place, [...keys, key]);
  return "renewed";
}

/** Writes what is missing, and that alone: a committed certificate stays, also when the backup has one of another branch. */
async function restore(
  place: SealingPlace,
  source: PassphraseSource,
  { root }: InitPorts,
): Promise<"restored"> {
  const { keys } = await opened(root, place, source);
  const committed = existsSync(place.certificate) ? committedCertificate(root, place) : undefined;
  if (committed !== undefined && keyFor(keys, committed.fingerprint) === undefined) {
    throw otherBackup(root, place);
  }
  if (!existsSync(place.digestKey)) writeDigestKey(place, keys);
  if (committed === undefined) writeCertificate(place, keys);
  return "restored";
}

async function opened(root: string, place: SealingPlace, source: PassphraseSource) {
  // Asked for before the passphrase: who has no backup is not made to type one.
  if (!existsSync(place.backup)) await openBackup(root, place.backup, place, "");
  const passphrase = await passphraseOf(place, source);
  return { passphrase, keys: await openBackup(root, place.backup, place, passphrase) };
}

function writeHalves(place: SealingPlace, keys: Backup): void {
  writeDigestKey(place, keys);
  writeCertificate(place, keys);
}

function writeDigestKey(place: SealingPlace, keys: Backup): void {
  const [first] = keys as [SealingKey];
  writeAtomic(place.digestKey, `${digestKeyOf(first, place.name).toString("base64")}\n`);
}

function writeCertificate(place: SealingPlace, keys: Backup): void {
  const newest = keys.at(-1) as SealingKey;
  writeAtomic(place.certificate, newest.certificate, 0o644);
}

const otherBackup = (root: string, place: SealingPlace) =>
  new Fault({
    where: relative(root, place.backup),
    problem: "does not have the key of the committed certificate",
    fix: "bring the newest backup, or restore the certificate from git",
    exit: 1,
  });

function daysOf(text: string): number {
  const days = Number(text);
  if (/^[1-9]\d{0,3}$/.test(text) && days <= 3650) return days;
  const fix = "name 1 to 3650 days";
  throw new Fault({ where: `--valid-days ${text}`, problem: "is no number of days", fix });
}

function reportOf(
  did: InitReport["did"],
  place: SealingPlace,
  { root, now }: InitPorts,
): InitReport {
  const certificate = committedCertificate(root, place);
  return {
    command: "secrets init",
    environment: place.name,
    did,
    certificate: certificateFacts(certificate, relative(root, place.certificate), now()),
    backup: { file: relative(root, place.backup), there: existsSync(place.backup) },
  };
}

export const certificateFacts = (
  { fingerprint, notBefore, notAfter, ...rest }: SealingCertificate,
  file: string,
  now: Date,
) => ({
  file,
  fingerprint,
  notBefore: notBefore.toISOString(),
  notAfter: notAfter.toISOString(),
  daysLeft: daysLeft({ fingerprint, notBefore, notAfter, ...rest }, now),
});

const WORDS = {
  made: "made a sealing key",
  renewed: "made a newer sealing key; the older ones stay",
  restored: "brought back from the backup",
  unchanged: "unchanged",
} as const;

export function secretsInitOutcome(report: InitReport): Outcome {
  const { environment, did, certificate, backup } = report;
  const committed = !certificate.file.startsWith(".local/");
  const until = day(new Date(certificate.notAfter));
  return {
    exit: 0,
    report,
    screen: () => [
      `${environment}: ${WORDS[did]}`,
      "",
      `certificate  ${certificate.file}, until ${until}${committed ? "; commit it" : ""}`,
      `backup       ${backup.file}${backup.there ? "" : " is not on this machine"}`,
      ...(did === "made" && committed
        ? [
            "             keep a copy elsewhere, and its passphrase in another place: without both, a lost",
            "             cluster takes its secrets along",
          ]
        : []),
      ...(did === "renewed"
        ? [`next         ops secrets reseal ${environment}, commit, ops up ${environment}`]
        : []),
    ],
  };
}
