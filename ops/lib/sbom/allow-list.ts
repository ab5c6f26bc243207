import { z } from "zod";

import { Fault } from "../../../lib/fault.ts";
import { daysLeft, LONGEST_DAYS } from "../../../policy-packs/provenance/release/dates.ts";
import type { Change } from "./compare.ts";
import { parsePurl } from "./identity.ts";
import { shaped, word } from "./text.ts";

/** Where the list is when no other is named, from the project's root. */
export const ALLOW_FILE = "releases/sbom-allowed.json";

/** Changes that somebody has to look at, and may allow; the others are no news worth an exception. */
export const ALLOWABLE = [
  "hash",
  "downgraded",
  "changed",
  "origin",
  "licence",
  "direct",
  "unknown-purl",
] as const satisfies readonly Change["kind"][];

/** Changes of one package that are known and fine until a day. */
export interface Allowed {
  readonly change: (typeof ALLOWABLE)[number];
  /** As the report names it: package URL without version. */
  readonly package: string;
  /** Only at this version of the head. @default any */
  readonly version?: string | undefined;
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  /** Last day on which it holds, `2026-12-31`, in UTC; at most 90 days ahead. */
  readonly expires: string;
}

const name = word.refine((text) => !text.includes("*"), "holds a wildcard; name one package");

const entry = z.strictObject({
  change: z.enum(ALLOWABLE, `is none of ${ALLOWABLE.join(", ")}`),
  package: name,
  version: word.optional(),
  reason: word,
  owner: word,
  ticket: word,
  expires: z.iso.date("is no day; write it like 2026-12-31"),
});

const schema = z.strictObject({ $schema: z.string().optional(), allowed: z.array(entry) });

const FIX = "correct it: with a fault in it, nothing is allowed; docs/runbooks/sbom-diff.md";

/** The entries of an allow-list; one that has expired is among them. @throws Fault with the first thing that is wrong */
export function readAllowList(value: unknown, shown: string, now: Date): readonly Allowed[] {
  const { allowed } = shaped(schema, value, shown, FIX);
  for (const [at, one] of allowed.entries()) {
    const wrong = faultOf(one, allowed.slice(0, at), now);
    if (wrong === undefined) continue;
    throw new Fault({ where: shown, problem: `allowed[${at}].${wrong}`, fix: FIX });
  }
  return allowed;
}

function faultOf(one: Allowed, before: readonly Allowed[], now: Date): string | undefined {
  const { expires } = one;
  if (daysLeft(expires, now) > LONGEST_DAYS) {
    return `expires: ${expires} is more than ${LONGEST_DAYS} days ahead`;
  }
  const url = one.package.startsWith("pkg:") ? parsePurl(one.package) : undefined;
  if (url !== undefined && url.key !== one.package) {
    return `package: ${JSON.stringify(one.package)} is written ${JSON.stringify(url.key)} in reports`;
  }
  const same = before.findIndex(
    ({ change, package: of, version }) =>
      change === one.change && of === one.package && version === one.version,
  );
  return same < 0 ? undefined : `package: repeats allowed[${same}]; keep one`;
}

/** The entry that covers a change today, and one that did until it expired. */
export function allowedBy(
  change: Change,
  list: readonly Allowed[],
  now: Date,
): { readonly holding?: Allowed; readonly expired?: Allowed } {
  const about = list.filter(
    (one) =>
      one.change === change.kind &&
      one.package === change.package &&
      (one.version === undefined || one.version === change.version),
  );
  const holding = about.find(({ expires }) => daysLeft(expires, now) >= 0);
  const [expired] = about;
  if (holding !== undefined) return { holding };
  return expired === undefined ? {} : { expired };
}
