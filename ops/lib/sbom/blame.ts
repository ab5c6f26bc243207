import type { Sbom, Vulnerability } from "./model.ts";

/** A vulnerability of the head, and why this change answers for it. */
export interface Introduced extends Vulnerability {
  readonly why: "added" | "version changed" | "component unknown";
}

/** The findings of two scans, told apart by whether the change brought them. */
export interface Blame {
  /** In a component that was added or has another version, or in one that nobody can name; the base's scan has it not. */
  readonly introduced: readonly Introduced[];
  /** In a component that is the same on both sides: known only since the base was scanned, or known before when that scan is missing. */
  readonly disclosed: readonly Vulnerability[];
  /** In the scan of the base, and no more in that of the head. */
  readonly fixed: readonly Vulnerability[];
  /** In both scans. */
  readonly remaining: readonly Vulnerability[];
}

/** Who answers for what a scan of the head found. Without a scan of the base, whatever changed answers. */
export function blame(
  base: Sbom,
  head: Sbom,
  before: readonly Vulnerability[] | undefined,
  after: readonly Vulnerability[],
): Blame {
  const known = new Set((before ?? []).map(idOf));
  const found = distinct(after);
  const still = new Set(found.map(idOf));
  const fresh = found.filter((one) => !known.has(idOf(one)));
  const [was, is] = [base, head].map(versionsOf);
  const blamed = fresh.map((one) => ({
    one,
    why: whyOf(one, was?.get(one.key) ?? [], is?.get(one.key) ?? []),
  }));
  return {
    introduced: blamed.flatMap(({ one, why }) => (why === undefined ? [] : [{ ...one, why }])),
    disclosed: blamed.flatMap(({ one, why }) => (why === undefined ? [one] : [])),
    fixed: distinct(before ?? []).filter((one) => !still.has(idOf(one))),
    remaining: found.filter((one) => known.has(idOf(one))),
  };
}

/** A vulnerability that stays in a package whose version changes is the same one. */
const idOf = ({ id, key }: Vulnerability): string => `${id}\0${key}`;

function whyOf(
  { version }: Vulnerability,
  was: readonly string[],
  is: readonly string[],
): Introduced["why"] | undefined {
  if (is.length === 0 || (version !== "" && !is.includes(version))) return "component unknown";
  if (was.length === 0) return "added";
  const affected = version === "" ? is : [version];
  return affected.every((one) => was.includes(one)) ? undefined : "version changed";
}

/** Versions by key, and by key without qualifiers for scanners that leave those out. */
function versionsOf({ components }: Sbom): ReadonlyMap<string, readonly string[]> {
  const versions = new Map<string, string[]>();
  for (const { key, version } of components) {
    for (const name of new Set([key, bare(key)])) {
      const known = versions.get(name);
      if (known === undefined) versions.set(name, [version]);
      else known.push(version);
    }
  }
  return versions;
}

const bare = (key: string): string => key.replace(/\?[^#]*/, "");

/** Each once, the worst first. */
function distinct(list: readonly Vulnerability[]): Vulnerability[] {
  const rank = ({ severity }: Vulnerability) =>
    ["critical", "high", "unrated", "lower"].indexOf(severity);
  const text = ({ key, version, id, purl }: Vulnerability) => [key, version, id, purl].join("\0");
  const sorted = [...list].sort(
    (a, b) => rank(a) - rank(b) || (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0),
  );
  const seen = new Set<string>();
  return sorted.filter((one) => {
    const same = `${idOf(one)}\0${one.version}`;
    return seen.has(same) ? false : (seen.add(same), true);
  });
}
