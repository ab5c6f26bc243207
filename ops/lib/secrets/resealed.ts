import type { SealingPlace } from "../../../lib/sealing/place.ts";
import type { Scope, SealedFile } from "../../../lib/sealing/sealed-file.ts";
import type { Backup } from "./backup.ts";
import type { Kubeseal } from "./kubeseal.ts";
import { sealedText } from "./sealed-text.ts";

export interface Resealing {
  readonly place: SealingPlace;
  readonly keys: Backup;
  readonly kubeseal: Kubeseal;
  /** Of the certificate of the place. */
  readonly fingerprint: string;
  readonly now: () => Date;
}

/**
 * The text of a sealed file with the values that it has, sealed in a scope with the certificate of its place; undefined when
 * no key of the backup opens it. The values are in memory only.
 */
export async function resealed(
  {
    path,
    file,
    scope,
  }: { readonly path: string; readonly file: SealedFile; readonly scope: Scope },
  { place, keys, kubeseal, fingerprint, now }: Resealing,
): Promise<string | undefined> {
  const privateKeys = keys.map(({ privateKey }) => privateKey);
  const values = await kubeseal.open(path, privateKeys);
  if (values === undefined) return undefined;
  const { namespace, name } = file;
  const encryptedData = await kubeseal.seal({ namespace, name, values }, scope, place.certificate);
  const newer = { scope, encryptedData, sealedAt: now(), certificate: fingerprint };
  return sealedText({ ...file, ...newer });
}
