import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { Fault } from "../../../lib/fault.ts";
import { day, endOf, type SealingCertificate } from "../../../lib/sealing/certificate.ts";
import { type Declared, partsOf } from "../../../lib/sealing/declared.ts";
import type { SealingPlace } from "../../../lib/sealing/place.ts";
import { committedCertificate } from "../../../lib/sealing/read.ts";
import {
  readSealedFile,
  type Scope,
  type SealedFile,
  sealedFileName,
} from "../../../lib/sealing/sealed-file.ts";
import { writeAtomic } from "../../../lib/write-atomic.ts";
import { digestOf, readDigestKey } from "./digest.ts";
import type { AskSecret } from "./input.ts";
import type { Kubeseal } from "./kubeseal.ts";
import { type Source, valueFrom } from "./plaintext.ts";
import { sealedText } from "./sealed-text.ts";

/** What a Secret is to be, besides its values. */
export interface Wanted {
  readonly address: string;
  readonly scope: Scope;
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly sources: ReadonlyMap<string, Source>;
  /** Make new values where there are generated ones. */
  readonly rotate: boolean;
}

export interface SealPorts {
  readonly root: string;
  readonly now: () => Date;
  readonly ask: AskSecret | undefined;
  /** Found, or built, when the first value has to be sealed. */
  readonly kubeseal: () => Promise<Kubeseal>;
}

/** What became of one file. */
export interface Sealed {
  readonly address: string;
  /** From the root of the project. */
  readonly file: string;
  readonly did: "sealed" | "unchanged" | "described";
  /** Keys that have a new value, or a new seal. */
  readonly keys: readonly string[];
  readonly scope: Scope;
}

/** Seals the values of one Secret into its file, and leaves alone what is sealed as it should be. */
export async function sealSecret(
  place: SealingPlace,
  wanted: Wanted,
  ports: SealPorts,
): Promise<Sealed> {
  const { namespace, name } = partsOf(wanted.address);
  const path = join(place.sealed, sealedFileName(namespace, name));
  const file = relative(ports.root, path);
  const certificate = usable(place, ports);
  const digestKey = readDigestKey(ports.root, place);
  const before = existsSync(path) ? readSealedFile(readFileSync(path, "utf8"), file) : undefined;
  if (before !== undefined && (before.namespace !== namespace || before.name !== name)) {
    const fix = "restore it from git, or remove it and seal it anew";
    const problem = `seals ${before.namespace}/${before.name}`;
    throw new Fault({ where: file, problem, fix, exit: 1 });
  }
  const holds = before?.certificate === certificate.fingerprint && before.scope === wanted.scope;
  if (before !== undefined && !holds) refuseLost(before, wanted, place, file);

  const values: Record<string, Buffer> = {};
  const digests: Record<string, string> = { ...(holds ? before.digests : {}) };
  for (const [key, source] of wanted.sources) {
    if (source.from === "generator" && digests[key] !== undefined && !wanted.rotate) continue;
    const value = await valueFrom(source, key, ports.ask);
    const digest = digestOf(digestKey, { namespace, name, key }, value);
    if (digests[key] !== digest) values[key] = value;
    digests[key] = digest;
  }
  const keys = Object.keys(values);
  const told = { address: wanted.address, file, keys, scope: wanted.scope };
  if (keys.length === 0 && before !== undefined && sameHead(before, wanted)) {
    return { ...told, did: "unchanged" };
  }
  const sealed =
    keys.length === 0
      ? {}
      : await (
          await ports.kubeseal()
        ).seal({ namespace, name, values }, wanted.scope, place.certificate);
  const text = sealedText({
    namespace,
    name,
    scope: wanted.scope,
    type: wanted.type,
    labels: wanted.labels,
    certificate: certificate.fingerprint,
    digests,
    sealedAt: keys.length === 0 && before !== undefined ? before.sealedAt : ports.now(),
    encryptedData: { ...(holds ? before.encryptedData : {}), ...sealed },
  });
  // Read back before it is written: what this wrote and could not read would be found out by the next preview.
  readSealedFile(text, file);
  writeAtomic(path, text, 0o644);
  return { ...told, did: keys.length === 0 ? "described" : "sealed" };
}

/** The committed certificate, when it may be sealed with today. */
export function usable(
  place: SealingPlace,
  { root, now }: Pick<SealPorts, "root" | "now">,
): SealingCertificate {
  const certificate = committedCertificate(root, place);
  const end = endOf(certificate, now());
  if (end === undefined) return certificate;
  const problem =
    end === "expired"
      ? `ended ${day(certificate.notAfter)}`
      : `begins only ${day(certificate.notBefore)}`;
  const fix =
    end === "expired"
      ? `make a newer key: ops secrets init ${place.name} --renew`
      : "correct the clock of this machine";
  throw new Fault({ where: relative(root, place.certificate), problem, fix, exit: 1 });
}

/** A file whose certificate or scope is another has to be sealed whole: none of its values can be taken along. */
function refuseLost(before: SealedFile, wanted: Wanted, place: SealingPlace, file: string): void {
  const lost = Object.keys(before.encryptedData).filter((key) => !wanted.sources.has(key));
  if (lost.length === 0) return;
  const what = before.scope === wanted.scope ? "with another certificate" : before.scope;
  throw new Fault({
    where: file,
    problem: `is sealed ${what}, and ${lost.join(", ")} would be lost`,
    fix: `seal it again with its values as they are: ops secrets reseal ${place.name}`,
    exit: 1,
  });
}

const sameHead = (before: SealedFile, { type, labels }: Wanted): boolean =>
  before.type === type &&
  JSON.stringify(sortedOf(before.labels)) === JSON.stringify(sortedOf(labels));

const sortedOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1));

/** What a declared Secret is to be. */
export const headOf = (declared: Declared | undefined, before: SealedFile | undefined) => ({
  type: declared?.type ?? before?.type ?? "Opaque",
  labels: declared?.labels ?? before?.labels ?? {},
});
