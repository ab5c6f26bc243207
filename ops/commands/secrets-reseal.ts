import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { type Declared, scopeAsked } from "../../lib/sealing/declared.ts";
import type { SealingPlace } from "../../lib/sealing/place.ts";
import { sealedEnvironment, type SealedEntry } from "../../lib/sealing/read.ts";
import type { SealedFile } from "../../lib/sealing/sealed-file.ts";
import { writeAtomic } from "../../lib/write-atomic.ts";
import type { Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";
import { type Backup, openBackup } from "../lib/secrets/backup.ts";
import type { Kubeseal } from "../lib/secrets/kubeseal.ts";
import { passphraseOf } from "../lib/secrets/passphrase.ts";
import { withPlace } from "../lib/secrets/place-lock.ts";
import { placeOf } from "../lib/secrets/place-of.ts";
import type { Sealed } from "../lib/secrets/seal.ts";
import { resealed } from "../lib/secrets/resealed.ts";
import { usable } from "../lib/secrets/standing.ts";
import { type SealNeeds, sealPortsOf } from "./secrets-seal.ts";

export interface ResealInput {
  readonly environment: string;
  readonly backup?: string | undefined;
  readonly passphraseFd?: string | undefined;
}

export interface ResealReport {
  readonly command: "secrets reseal";
  readonly environment: string;
  readonly sealed: readonly Sealed[];
}

/**
 * Seals every file of an environment with the committed certificate and the scope it is asked for, with the values it has.
 *
 * The values are opened with the keys of the backup, in memory; all are opened before the first file is written.
 */
export async function secretsReseal(input: ResealInput, ports: SealNeeds): Promise<ResealReport> {
  const place = placeOf(ports.root, input.environment, input.backup);
  const { name } = place;
  // Once more under the lock; here, so that nobody types a passphrase for nothing.
  if (dueFiles(place, ports).due.length === 0) return reportOf(name, []);
  const keys = await backupOf(place, input, ports);
  const kubeseal = await sealPortsOf(ports).kubeseal();
  return withPlace(place, "reseal", ports, async () => {
    return reportOf(name, await resealDue(place, keys, kubeseal, ports));
  });
}

const reportOf = (environment: string, sealed: ResealReport["sealed"]): ResealReport => ({
  command: "secrets reseal",
  environment,
  sealed,
});

/** The files that are not sealed as they should be. @throws AggregateError with those that cannot be read */
function dueFiles(place: SealingPlace, { root, now }: Pick<Ports, "root" | "now">) {
  const { fingerprint } = usable(place, { root, now });
  const { entries } = sealedEnvironment(root, place, place.name, now());
  const broken = entries.filter(({ problems }) =>
    problems.some(({ verdict }) => verdict === "malformed" || verdict === "misplaced"),
  );
  if (broken.length > 0) throw new AggregateError(broken.map(unreadable));
  const due = entries.flatMap(({ address, path, file, declared }) => {
    if (file === undefined || !isDue(file, fingerprint, declared)) return [];
    return [{ address, path, file, scope: scopeAsked(declared) }];
  });
  return { fingerprint, due };
}

async function resealDue(
  place: SealingPlace,
  keys: Backup,
  kubeseal: Kubeseal,
  ports: Pick<Ports, "root" | "now">,
): Promise<Sealed[]> {
  const { fingerprint, due } = dueFiles(place, ports);
  const texts: string[] = [];
  for (const { path, file, scope } of due) {
    const one = { path: join(ports.root, path), file, scope };
    const text = await resealed(one, { place, keys, kubeseal, fingerprint, now: ports.now });
    if (text === undefined) throw unopened(path);
    texts.push(text);
  }
  for (const [index, { path }] of due.entries()) {
    writeAtomic(join(ports.root, path), texts[index] ?? "", 0o644);
  }
  return due.map(({ address, path, file, scope }): Sealed => {
    const keys = Object.keys(file.encryptedData);
    return { address, file: path, did: "sealed", keys, removed: [], scope };
  });
}

const isDue = (file: SealedFile, fingerprint: string, declared: Declared | undefined): boolean =>
  file.certificate !== fingerprint || file.scope !== scopeAsked(declared);

/** The keys of the backup of an environment, once its passphrase is given. */
export async function backupOf(
  place: SealingPlace,
  { passphraseFd }: Pick<ResealInput, "passphraseFd">,
  { root, askSecret }: Pick<Ports, "root" | "askSecret">,
): Promise<Backup> {
  const passphrase = await passphraseOf(place, { ask: askSecret, descriptor: passphraseFd });
  return openBackup(root, place.backup, place, passphrase);
}

const unreadable = ({ path, problems }: SealedEntry) =>
  new Fault({
    where: path,
    problem: problems.map(({ says }) => says).join(", "),
    fix: "restore it from git, or remove it and seal it anew",
    exit: 1,
  });

const unopened = (path: string) =>
  new Fault({
    where: path,
    problem: "cannot be opened by any key of the backup; nothing was written",
    fix: "bring the backup that has its key, or seal it anew by ops secrets seal",
    exit: 1,
  });

export function secretsResealOutcome(report: ResealReport): Outcome {
  const { environment, sealed } = report;
  return {
    exit: 0,
    report,
    screen: () =>
      sealed.length === 0
        ? [`${environment}: every file is sealed with the committed certificate`]
        : [
            ...sealed.map(
              ({ file, keys, scope }) => `sealed     ${file}: ${keys.join(", ")} (${scope})`,
            ),
            ...(sealed.some(({ file }) => !file.startsWith(".local/"))
              ? ["next       commit, then ops preview"]
              : []),
          ],
  };
}
