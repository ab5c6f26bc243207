import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

import type { SealingPlace } from "../../../lib/sealing/place.ts";
import { sealedEnvironment } from "../../../lib/sealing/read.ts";
import { writeAtomic } from "../../../lib/write-atomic.ts";
import { backupOf } from "../../commands/secrets-reseal.ts";
import { type SealNeeds, sealPortsOf } from "../../commands/secrets-seal.ts";
import { withPlace } from "./place-lock.ts";
import { sealedText } from "./sealed-text.ts";

/**
 * Seals what lies at a place of this machine and is sealed for an older key, with the values that it has. Returns the
 * addresses of what it sealed.
 *
 * No command does it for a rehearsal, whose place people cannot name. What no key of the backup opens is removed: nobody
 * has its values any more, and what is declared of it is made anew.
 */
export const sealAgain = (
  place: SealingPlace,
  environment: string,
  ports: SealNeeds,
): Promise<readonly string[]> =>
  withPlace(place, "reseal", ports, () => sealStale(place, environment, ports));

async function sealStale(
  place: SealingPlace,
  environment: string,
  ports: SealNeeds,
): Promise<readonly string[]> {
  const { root, now } = ports;
  const { certificate, entries } = sealedEnvironment(root, place, environment, now());
  const stale = entries.flatMap(({ address, path, file }) =>
    file === undefined || file.certificate === certificate.fingerprint
      ? []
      : [{ address, file, path: join(root, path) }],
  );
  if (stale.length === 0 || !existsSync(place.backup)) return [];
  const privateKeys = (await backupOf(place, {}, ports)).map(({ privateKey }) => privateKey);
  const kubeseal = await sealPortsOf(ports).kubeseal();
  const sealed: string[] = [];
  for (const { address, file, path } of stale) {
    const values = await kubeseal.open(path, privateKeys);
    if (values === undefined) {
      rmSync(path);
      continue;
    }
    const { namespace, name, scope } = file;
    const plain = { namespace, name, values };
    const encryptedData = await kubeseal.seal(plain, scope, place.certificate);
    const newer = { encryptedData, sealedAt: now(), certificate: certificate.fingerprint };
    writeAtomic(path, sealedText({ ...file, ...newer }), 0o644);
    sealed.push(address);
  }
  return sealed;
}
