import { ADDRESS, type Declared, scopeAsked } from "./declared.ts";
import { day, endOf, type SealingCertificate, wrappedKeyBytes } from "./certificate.ts";
import type { SealedFile } from "./sealed-file.ts";

/** What can be wrong with a sealed file, from what is worst on. */
export const VERDICTS = [
  "missing",
  "malformed",
  "misplaced",
  "wrong scope",
  "incomplete",
  "stale",
  "misdescribed",
  "expired",
  "not yet valid",
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One thing that is wrong, in words that follow the name of the file. */
export interface Problem {
  readonly verdict: Verdict;
  readonly says: string;
}

/** What a sealed file is to be, as the project says it. */
export type DeclaredHead = Pick<Declared, "scope" | "type" | "labels" | "keys">;

/** What a sealed file is held against. */
export interface Expected {
  readonly namespace: string;
  readonly name: string;
  /** The committed certificate of the environment. */
  readonly certificate: SealingCertificate;
  readonly now: Date;
  /** What the project says of it. @default undefined: strict, with whatever else it says */
  readonly declared?: DeclaredHead | undefined;
}

/** Everything that speaks against a sealed file. */
export function judgeSealed(file: SealedFile, expected: Expected): Problem[] {
  const { namespace, name, certificate, now, declared } = expected;
  const problems: Problem[] = [];
  const add = (verdict: Verdict, says: string) => problems.push({ verdict, says });
  if (file.namespace !== namespace || file.name !== name) {
    add("misplaced", `seals ${file.namespace}/${file.name}`);
  }
  const scope = scopeAsked(declared);
  if (file.scope !== scope)
    add("wrong scope", `is sealed ${file.scope}, and ${scope} is asked for`);
  const lacks = Object.keys(declared?.keys ?? {}).filter((key) => !(key in file.encryptedData));
  if (lacks.length > 0) add("incomplete", `lacks ${lacks.join(", ")}`);
  if (file.certificate !== certificate.fingerprint) {
    add("stale", "is sealed with another certificate than the committed one");
  } else {
    const bytes = wrappedKeyBytes(certificate);
    const odd = Object.entries(file.encryptedData).filter(([, value]) => !isWrapped(value, bytes));
    for (const [key] of odd) add("malformed", `"${key}" cannot be sealed with that certificate`);
  }
  if (declared !== undefined) {
    for (const says of differences(file, declared)) add("misdescribed", says);
  }
  const end = certificateProblem(certificate, now);
  return end === undefined ? problems : [...problems, end];
}

/** In what a sealed file is another Secret than the declared one, its scope and what it lacks aside. */
function differences(file: SealedFile, { type, labels, keys }: DeclaredHead): string[] {
  const surplus = Object.keys(file.encryptedData).filter((key) => !Object.hasOwn(keys, key));
  // What stands in the file is not repeated: in a wrong place it might be plaintext.
  return [
    ...(surplus.length === 0 ? [] : [`holds ${surplus.join(", ")}, which is not declared`]),
    ...(file.type === type ? [] : [`is of another type than the declared ${type}`]),
    ...(sameLabels(file.labels, labels) ? [] : ["has other labels than the declared ones"]),
  ];
}

type Labels = SealedFile["labels"];

/** Whether two Secrets are labelled alike, in whatever order. */
export const sameLabels = (one: Labels, other: Labels): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

const sorted = (labels: Labels) =>
  Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1));

/** What speaks against everything sealed with a certificate; undefined while it holds. */
export function certificateProblem(
  certificate: SealingCertificate,
  now: Date,
): Problem | undefined {
  const end = endOf(certificate, now);
  if (end === undefined) return undefined;
  return end === "expired"
    ? { verdict: end, says: `the certificate ended ${day(certificate.notAfter)}` }
    : { verdict: end, says: `the certificate begins only ${day(certificate.notBefore)}` };
}

/** A sealed value: two bytes that say how long the wrapped key is, the key, then the value with a tag of 16 bytes. */
function isWrapped(base64: string, bytes: number): boolean {
  const value = Buffer.from(base64, "base64");
  return value.length >= 2 + bytes + 16 && value.readUInt16BE(0) === bytes;
}

/** What is mended by sealing the values again as they are. */
const REOPENED: ReadonlySet<Verdict> = new Set(["stale", "wrong scope"]);

/** What mends it: sealing again, or a certificate that holds first. `address` is undefined for the certificate itself. */
export function fixOf(
  problems: readonly Problem[],
  address: string | undefined,
  { name }: { readonly name: string },
): string {
  const verdicts = problems.map(({ verdict }) => verdict);
  if (verdicts.includes("expired")) {
    return `ops secrets init ${name} --renew, then ops secrets reseal ${name}`;
  }
  if (verdicts.every((one) => one === "not yet valid")) return "correct the clock of this machine";
  if (address === undefined || !ADDRESS.test(address)) return "rename or remove it";
  if (verdicts.includes("malformed") || verdicts.includes("misplaced")) {
    return `restore it from git, or remove it and run ops secrets seal ${name} ${address}`;
  }
  const rest = verdicts.filter((one) => !REOPENED.has(one) && one !== "not yet valid");
  const due = verdicts.some((one) => REOPENED.has(one));
  if (due && rest.length === 0) {
    return `ops secrets reseal ${name}, or with new values: ops secrets seal ${name} ${address} --rotate`;
  }
  // Without the address nobody is asked for a value where none is to change.
  const described = rest.every((one) => one === "misdescribed");
  const seal = `ops secrets seal ${name}${described ? "" : ` ${address}`}`;
  // Sealing at once would need all values anew.
  return due ? `ops secrets reseal ${name}, then ${seal}` : seal;
}
