import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { Fault } from "../../../lib/fault.ts";
import { day, endOf, type SealingCertificate } from "../../../lib/sealing/certificate.ts";
import { partsOf } from "../../../lib/sealing/declared.ts";
import type { SealingPlace } from "../../../lib/sealing/place.ts";
import { committedCertificate } from "../../../lib/sealing/read.ts";
import {
  readSealedFile,
  type SealedFile,
  sealedFileName,
} from "../../../lib/sealing/sealed-file.ts";
import type { Ports } from "../ports.ts";
import { readDigestKey } from "./digest.ts";
import type { Wanted } from "./seal.ts";

/** How a sealed file stands before something is sealed into it. */
interface Standing {
  readonly path: string;
  /** From the root of the project. */
  readonly file: string;
  readonly certificate: SealingCertificate;
  readonly digestKey: Buffer;
  /** Undefined when there is none. */
  readonly before: SealedFile | undefined;
  /** The same, when its values can stay as they are sealed. */
  readonly kept: SealedFile | undefined;
}

/** Looks at the file of a Secret. @throws Fault when it cannot be sealed as wanted */
export function standingOf(
  place: SealingPlace,
  wanted: Wanted,
  ports: Pick<Ports, "root" | "now">,
): Standing {
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
  return { path, file, certificate, digestKey, before, kept: holds ? before : undefined };
}

/** The committed certificate, when it may be sealed with today. */
export function usable(
  place: SealingPlace,
  { root, now }: Pick<Ports, "root" | "now">,
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

/**
 * A file whose certificate or scope is another has to be sealed whole: none of its values can be taken along. Generated
 * ones would be new without anybody having asked for that, while what uses them still has the old ones.
 */
function refuseLost(before: SealedFile, wanted: Wanted, place: SealingPlace, file: string): void {
  const { sources, rotate, remakes = false } = wanted;
  const keys = Object.keys(before.encryptedData).filter((key) => isDeclared(key, wanted));
  const lost = keys.filter((key) => !sources.has(key));
  const made = keys.filter((key) => sources.get(key)?.from === "generator");
  const renewed = rotate || remakes ? [] : made;
  if (lost.length === 0 && renewed.length === 0) return;
  const what = before.scope === wanted.scope ? "with another certificate" : before.scope;
  const would = [
    ...(lost.length === 0 ? [] : [`${lost.join(", ")} would be lost`]),
    ...(renewed.length === 0 ? [] : [`${renewed.join(", ")} would get a new value`]),
  ];
  const more = lost.length === 0 ? "; where new ones are meant: --rotate" : "";
  throw new Fault({
    where: file,
    problem: `is sealed ${what}, and ${would.join(", ")}`,
    fix: `seal it again with its values as they are: ops secrets reseal ${place.name}${more}`,
    exit: 1,
  });
}

/** Whether a key belongs into the Secret: anything does that is sealed on purpose where nothing is declared. */
export const isDeclared = (key: string, { declared }: Pick<Wanted, "declared">): boolean =>
  declared === undefined || Object.hasOwn(declared.keys, key);
