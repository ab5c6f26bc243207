import { directionOf, naturalOrder } from "./direction.ts";
import { stricter } from "./licence.ts";
import type { Component, Licence, Sbom } from "./model.ts";

/** What can be said about a package, in the order in which it is said. */
export const CHANGE_KINDS = [
  "hash",
  "downgraded",
  "changed",
  "origin",
  "licence",
  "direct",
  "unknown-purl",
  "added",
  "removed",
  "up",
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface Change {
  readonly kind: ChangeKind;
  /** Package URL without version, else type, group and name. */
  readonly package: string;
  /** Its version in the head; in the base for what is removed. */
  readonly version: string;
  /** What was: a version, a hash, a licence, an origin. @default undefined: nothing to compare with */
  readonly from?: string;
  readonly to?: string;
}

/** All components of one package and version, as one. */
interface Release {
  readonly version: string;
  readonly ecosystem: string | undefined;
  readonly identified: boolean;
  readonly origins: string;
  readonly hashes: ReadonlyMap<string, readonly string[]>;
  readonly licence: Licence;
}

/** Everything that differs, sorted by package; the order of components in the documents does not matter. */
export function compare(base: Sbom, head: Sbom): readonly Change[] {
  const [before, after] = [releasesOf(base), releasesOf(head)];
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort(byText);
  return keys.flatMap((key) =>
    [
      ...packageChanges(before.get(key) ?? [], after.get(key) ?? []),
      ...newlyDirect(key, after.get(key) ?? [], base, head),
    ]
      .sort(byKind)
      .map((change) => ({ ...change, package: key })),
  );
}

/** How many packages have a version on both sides, and of how many of those the bytes could be compared. */
export function hashesCompared(base: Sbom, head: Sbom): { same: number; hashed: number } {
  const before = releasesOf(base);
  const pairs = [...releasesOf(head)].flatMap(([key, releases]) =>
    releases.flatMap((to) => {
      const from = before.get(key)?.find(({ version }) => version === to.version);
      return from === undefined || to.version === "" ? [] : [{ from, to }];
    }),
  );
  const hashed = pairs.filter(({ from, to }) =>
    [...to.hashes.keys()].some((one) => from.hashes.has(one)),
  );
  return { same: pairs.length, hashed: hashed.length };
}

type Found = Omit<Change, "package">;

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const byKind = (one: Found, other: Found): number =>
  CHANGE_KINDS.indexOf(one.kind) - CHANGE_KINDS.indexOf(other.kind) ||
  naturalOrder(one.version, other.version) ||
  byText(`${one.from}\0${one.to}`, `${other.from}\0${other.to}`);

function packageChanges(before: readonly Release[], after: readonly Release[]): Found[] {
  const same = after.flatMap((to) => {
    const from = before.find(({ version }) => version === to.version);
    return from === undefined ? [] : [{ from, to }];
  });
  const gone = before.filter(({ version }) => !same.some(({ to }) => to.version === version));
  const come = after.filter(({ version }) => !same.some(({ to }) => to.version === version));
  // The newest of one side belongs to the newest of the other.
  const pairs = come.slice(0, gone.length).map((to, at) => ({ from: gone[at] ?? to, to }));
  return [
    ...same.flatMap(({ from, to }) => [...hashChanges(from, to), ...pairChanges(from, to)]),
    ...pairs.flatMap(({ from, to }) => [versionChange(from, to), ...pairChanges(from, to)]),
    ...come.slice(pairs.length).map(({ version }) => ({ kind: "added" as const, version })),
    ...gone.slice(pairs.length).map(({ version }) => ({ kind: "removed" as const, version })),
    ...(before.some(({ identified }) => !identified) ? [] : after)
      .filter(({ identified }) => !identified)
      .map(({ version }) => ({ kind: "unknown-purl" as const, version })),
  ];
}

const versionChange = (from: Release, to: Release): Found => ({
  kind: directionOf(from.version, to.version, to.ecosystem),
  version: to.version,
  from: from.version,
  to: to.version,
});

/** Other bytes under the same version, by every algorithm that both sides know. What has no version (a file) may change. */
function hashChanges(from: Release, to: Release): Found[] {
  if (to.version === "") return [];
  return [...to.hashes].flatMap(([algorithm, contents]) => {
    const known = from.hashes.get(algorithm);
    if (known === undefined || known.join() === contents.join()) return [];
    const text = (list: readonly string[]) => `${algorithm} ${list.join(" ")}`;
    return [{ kind: "hash" as const, version: to.version, from: text(known), to: text(contents) }];
  });
}

function pairChanges(from: Release, to: Release): Found[] {
  const { version } = to;
  const text = (licence: Licence) =>
    licence.text === "" ? licence.class : `${licence.text} (${licence.class})`;
  return [
    ...(from.licence.class === to.licence.class
      ? []
      : [
          {
            kind: "licence" as const,
            version,
            from: text(from.licence),
            to: text(to.licence),
          },
        ]),
    ...(from.origins === to.origins
      ? []
      : [{ kind: "origin" as const, version, from: from.origins, to: to.origins }]),
  ];
}

function newlyDirect(key: string, after: readonly Release[], base: Sbom, head: Sbom): Found[] {
  if (base.direct === undefined || head.direct?.has(key) !== true) return [];
  if (base.direct.has(key)) return [];
  return [{ kind: "direct", version: after[0]?.version ?? "" }];
}

/** By key, the newest first. */
function releasesOf({ components }: Sbom): ReadonlyMap<string, readonly Release[]> {
  const byKey = Map.groupBy(components, ({ key }) => key);
  return new Map(
    [...byKey].map(([key, list]) => {
      const versions = Map.groupBy(list, ({ version }) => version);
      const releases = [...versions].map(([version, same]) => merged(version, same));
      return [key, releases.sort((a, b) => naturalOrder(b.version, a.version))];
    }),
  );
}

function merged(version: string, same: readonly Component[]): Release {
  const sorted = (texts: readonly string[]) => [...new Set(texts)].sort(byText);
  const pairs = same.flatMap(({ hashes }) => Object.entries(hashes));
  const algorithms = sorted(pairs.map(([algorithm]) => algorithm));
  const texts = sorted(same.map(({ licence }) => licence.text)).filter((text) => text !== "");
  return {
    version,
    ecosystem: same[0]?.ecosystem,
    identified: same.every(({ identified }) => identified),
    origins: sorted(same.map(({ origin = "the default registry" }) => origin)).join(" "),
    hashes: new Map(
      algorithms.map((algorithm) => [
        algorithm,
        sorted(pairs.filter(([name]) => name === algorithm).map(([, content]) => content)),
      ]),
    ),
    licence: {
      class: same.map(({ licence }) => licence.class).reduce(stricter),
      text: texts.join(" AND "),
    },
  };
}
