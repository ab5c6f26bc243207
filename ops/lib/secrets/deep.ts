import { existsSync } from "node:fs";
import { join } from "node:path";

import type { SealingCertificate } from "../../../lib/sealing/certificate.ts";
import type { SealingPlace } from "../../../lib/sealing/place.ts";
import type { SealedEntry } from "../../../lib/sealing/read.ts";
import type { SealedFile } from "../../../lib/sealing/sealed-file.ts";
import { backupOf } from "../../commands/secrets-reseal.ts";
import { type SealNeeds, sealPortsOf } from "../../commands/secrets-seal.ts";
import { keyFor } from "./backup.ts";
import { digestOf, readDigestKey } from "./digest.ts";

/** What opening a sealed file showed. */
export type Depth = "opened" | "does not open" | "other value" | "cannot tell";

/** Opens every file with the keys of the backup, in memory, and compares its values with their digests. */
export async function deepLook(
  place: SealingPlace,
  { fingerprint }: SealingCertificate,
  entries: readonly SealedEntry[],
  given: { readonly passphraseFd?: string | undefined },
  ports: SealNeeds,
): Promise<ReadonlyMap<string, Depth>> {
  const readable = entries.flatMap(({ file, ...entry }) =>
    file === undefined ? [] : [{ ...entry, file }],
  );
  const depths = new Map<string, Depth>();
  if (!existsSync(place.backup) || !existsSync(place.digestKey)) {
    return new Map(readable.map(({ address }) => [address, "cannot tell"]));
  }
  const keys = await backupOf(place, given, ports);
  const digestKey = readDigestKey(ports.root, place);
  const kubeseal = await sealPortsOf(ports).kubeseal();
  const newest = keyFor(keys, fingerprint);
  for (const { address, path, file } of readable) {
    // A file that claims the committed certificate has to open with that key, and with no other.
    const own = file.certificate === fingerprint ? (newest ? [newest] : []) : keys;
    const privateKeys = own.map(({ privateKey }) => privateKey);
    if (privateKeys.length === 0) {
      depths.set(address, "cannot tell");
      continue;
    }
    const opened = await kubeseal.open(join(ports.root, path), privateKeys);
    depths.set(address, opened === undefined ? "does not open" : compared(file, opened, digestKey));
  }
  return depths;
}

function compared(
  { namespace, name, digests }: SealedFile,
  opened: Readonly<Record<string, Buffer>>,
  digestKey: Buffer,
): Depth {
  const same = Object.entries(opened).every(
    ([key, value]) => digests[key] === digestOf(digestKey, { namespace, name, key }, value),
  );
  return same ? "opened" : "other value";
}
