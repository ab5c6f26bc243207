import { type Declared, partsOf } from "../../../lib/sealing/declared.ts";
import { sameLabels } from "../../../lib/sealing/judge.ts";
import type { SealingPlace } from "../../../lib/sealing/place.ts";
import { readSealedFile, type Scope, type SealedFile } from "../../../lib/sealing/sealed-file.ts";
import { writeAtomic } from "../../../lib/write-atomic.ts";
import { digestOf } from "./digest.ts";
import type { TurnPorts } from "../in-turn.ts";
import type { AskSecret } from "./input.ts";
import type { Kubeseal } from "./kubeseal.ts";
import { withPlace } from "./place-lock.ts";
import { type Source, valueFrom } from "./plaintext.ts";
import { sealedText } from "./sealed-text.ts";
import { isDeclared, standingOf } from "./standing.ts";

/** What a Secret is to be, besides its values. */
export interface Wanted {
  readonly address: string;
  readonly scope: Scope;
  /** Undefined when the project does not ask for it. */
  readonly declared: Declared | undefined;
  /** @default the declared one, or that of the file */
  readonly type?: string | undefined;
  /** Besides the declared ones, or those of the file. */
  readonly labels: Readonly<Record<string, string>>;
  readonly sources: ReadonlyMap<string, Source>;
  /** Make new values where there are generated ones. */
  readonly rotate: boolean;
  /**
   * Make generated values anew where certificate or scope is another, so that the old ones cannot be taken along. For
   * places that `ops secrets reseal` is not run for. @default false: refuse, because `reseal` keeps them
   */
  readonly remakes?: boolean;
}

export interface SealPorts extends TurnPorts {
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
  /** Keys that were taken out, because they are declared no more. */
  readonly removed: readonly string[];
  readonly scope: Scope;
}

/**
 * Seals the values of one Secret into its file, and leaves alone what is sealed as it should be.
 *
 * Values are taken first. Then the file is read, changed and written under the lock of its place: of two who type at the
 * same time, neither loses what the other one sealed.
 */
export async function sealSecret(
  place: SealingPlace,
  wanted: Wanted,
  ports: SealPorts,
): Promise<Sealed> {
  // Once more under the lock; here, so that nobody types a value for nothing.
  standingOf(place, wanted, ports);
  const given = await givenValues(wanted, ports);
  return withPlace(place, "seal", ports, () => sealGiven(place, wanted, given, ports));
}

/** The values that somebody has to give. Those that are made are made when it is known whether they are needed. */
async function givenValues(
  { sources }: Wanted,
  { ask }: Pick<SealPorts, "ask">,
): Promise<ReadonlyMap<string, Buffer>> {
  const given = new Map<string, Buffer>();
  for (const [key, source] of sources) {
    if (source.from !== "generator") given.set(key, await valueFrom(source, key, ask));
  }
  return given;
}

async function sealGiven(
  place: SealingPlace,
  wanted: Wanted,
  given: ReadonlyMap<string, Buffer>,
  ports: SealPorts,
): Promise<Sealed> {
  const { namespace, name } = partsOf(wanted.address);
  const { path, file, certificate, digestKey, before, kept } = standingOf(place, wanted, ports);
  const values: Record<string, Buffer> = {};
  const digests: Record<string, string> = declaredOf(kept?.digests, wanted);
  for (const [key, source] of wanted.sources) {
    if (source.from === "generator" && digests[key] !== undefined && !wanted.rotate) continue;
    const value = given.get(key) ?? (await valueFrom(source, key, undefined));
    const digest = digestOf(digestKey, { namespace, name, key }, value);
    if (digests[key] !== digest) values[key] = value;
    digests[key] = digest;
  }
  const keys = Object.keys(values);
  const head = headOf(wanted, before);
  const removed = Object.keys(before?.digests ?? {}).filter((key) => !isDeclared(key, wanted));
  const told = { address: wanted.address, file, keys, removed, scope: wanted.scope };
  const same = removed.length === 0 && before !== undefined && sameHead(before, head);
  if (keys.length === 0 && same) {
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
    ...head,
    certificate: certificate.fingerprint,
    digests,
    sealedAt: keys.length === 0 && before !== undefined ? before.sealedAt : ports.now(),
    encryptedData: { ...declaredOf(kept?.encryptedData, wanted), ...sealed },
  });
  // Read back before it is written: what this wrote and could not read would be found out by the next preview.
  readSealedFile(text, file);
  writeAtomic(path, text, 0o644);
  return { ...told, did: keys.length === 0 ? "described" : "sealed" };
}

type Head = Pick<SealedFile, "type" | "labels">;

/** What a Secret is to be besides its values: as flags say, as it is declared, as it was. */
const headOf = ({ declared, type, labels }: Wanted, before: SealedFile | undefined): Head => ({
  type: type ?? declared?.type ?? before?.type ?? "Opaque",
  labels: { ...(declared?.labels ?? before?.labels), ...labels },
});

const sameHead = (before: Head, { type, labels }: Head): boolean =>
  before.type === type && sameLabels(before.labels, labels);

/** What is declared, of something by key. */
const declaredOf = (
  byKey: Readonly<Record<string, string>> = {},
  wanted: Pick<Wanted, "declared">,
): Record<string, string> =>
  Object.fromEntries(Object.entries(byKey).filter(([key]) => isDeclared(key, wanted)));
