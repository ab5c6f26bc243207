import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

import type { SealingPlace } from "../../../lib/sealing/place.ts";
import { sealedEnvironment } from "../../../lib/sealing/read.ts";
import { writeAtomic } from "../../../lib/write-atomic.ts";
import { backupOf } from "../../commands/secrets-reseal.ts";
import { type SealNeeds, sealPortsOf } from "../../commands/secrets-seal.ts";
import { withPlace } from "./place-lock.ts";
import { resealed } from "./resealed.ts";

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
  const keys = await backupOf(place, {}, ports);
  const kubeseal = await sealPortsOf(ports).kubeseal();
  const { fingerprint } = certificate;
  const sealed: string[] = [];
  for (const { address, file, path } of stale) {
    const one = { path, file, scope: file.scope };
    const text = await resealed(one, { place, keys, kubeseal, fingerprint, now });
    if (text === undefined) rmSync(path);
    else {
      writeAtomic(path, text, 0o644);
      sealed.push(address);
    }
  }
  return sealed;
}
