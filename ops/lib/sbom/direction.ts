import semver from "semver";

/** Which way a version went; "changed" when nobody can tell which of the two is newer. */
export type Direction = "up" | "downgraded" | "changed";

/** Ecosystems whose versions are ordered as dpkg does it. */
const DPKG = new Set(["alpm", "apk", "deb", "rpm"]);

/** Ecosystems that demand semantic versions; in the others `1.0-x` is no version before 1.0. */
const SEMVER = new Set(["cargo", "composer", "golang", "hex", "npm", "nuget", "pub", "swift"]);

/** Which way it is from one version to another of a package. */
export function directionOf(from: string, to: string, ecosystem = ""): Direction {
  const order = DPKG.has(ecosystem)
    ? packageOrder(from, to)
    : ((SEMVER.has(ecosystem) ? semverOrder(from, to) : undefined) ?? numericOrder(from, to));
  return order === undefined || order === 0 ? "changed" : order < 0 ? "up" : "downgraded";
}

/** A total order of any two texts, for sorting only: runs of digits count as numbers. */
export const naturalOrder = (left: string, right: string): number =>
  sequence(left, right) || (left < right ? -1 : left > right ? 1 : 0);

function semverOrder(from: string, to: string): number | undefined {
  const [left, right] = [semver.parse(from), semver.parse(to)];
  return left === null || right === null ? undefined : left.compare(right);
}

/** By the leading numbers (`1.2.3.4`, `2024.1`); undefined when only what follows them differs. */
function numericOrder(from: string, to: string): number | undefined {
  const [left, right] = [leading(from), leading(to)];
  if (left === undefined || right === undefined) return undefined;
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = Number(BigInt(left[at] ?? "0") - BigInt(right[at] ?? "0"));
    if (difference !== 0) return difference;
  }
  return undefined;
}

function leading(version: string): string[] | undefined {
  // An epoch of PyPI (1!2.0) goes before everything else.
  if (version.includes("!")) return undefined;
  return /^v?(\d{1,20}(?:\.\d{1,20}){0,19})/.exec(version)?.[1]?.split(".");
}

/** Epoch, then the rest (https://www.debian.org/doc/debian-policy/ch-controlfields.html#version). */
function packageOrder(from: string, to: string): number {
  const [left, right] = [parts(from), parts(to)];
  return (
    sequence(left.epoch, right.epoch) ||
    sequence(left.upstream, right.upstream) ||
    sequence(left.revision, right.revision)
  );
}

function parts(version: string) {
  // What Alpine writes 1.0_rc1 is 1.0~rc1 elsewhere.
  const tilde = version.replace(/_(?=alpha|beta|pre|rc)/, "~");
  const [, epoch = "0", rest = tilde] = /^(\d+):(.*)$/s.exec(tilde) ?? [];
  const dash = rest.lastIndexOf("-");
  return {
    epoch,
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? "0" : rest.slice(dash + 1),
  };
}

/** Texts and numbers in turn, as dpkg compares them: a tilde before the end, letters before the rest. */
function sequence(left: string, right: string): number {
  const [a, b] = [runs(left), runs(right)];
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [one = "", other = ""] = [a[at], b[at]];
    const order = at % 2 === 0 ? letters(one, other) : digits(one, other);
    if (order !== 0) return order;
  }
  return 0;
}

/** `1.2rc` as "", "1", ".", "2", "rc": what is no number has even places. */
const runs = (text: string): string[] => text.split(/(\d+)/);

function digits(left: string, right: string): number {
  const [a, b] = [left, right].map((one) => one.replace(/^0+/, ""));
  const [one = "", other = ""] = [a, b];
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}

function letters(left: string, right: string): number {
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = weight(left[at]) - weight(right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function weight(letter: string | undefined): number {
  if (letter === undefined) return 0;
  if (letter === "~") return -1;
  const code = letter.charCodeAt(0);
  return /[A-Za-z]/.test(letter) ? code : code + 65_536;
}
