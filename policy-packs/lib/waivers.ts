import { readFileSync } from "node:fs";

import { CORE_SCHEMA, load } from "js-yaml";

import { suggest } from "../../lib/suggest.ts";
import type { Finding } from "./finding.ts";
import { isRecord } from "./values.ts";

/** A dated, owned, reasoned exception to one policy on the resources that a pattern names. */
export interface Waiver {
  /** `<pack>/<rule>`. */
  readonly policy: string;
  /** `Deployment core/api`, as refusals name it; `*` stands for any text without blank and slash. */
  readonly resource: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  /** Last day on which it holds, `2026-12-31`, in UTC. */
  readonly expires: string;
}

/** Longest time ahead that a waiver may be granted for. */
export const LONGEST_DAYS = 90;

export const WAIVERS_FILE = "policy-packs/waivers.yaml";

const KEYS = ["policy", "resource", "reason", "owner", "ticket", "expires"] as const;
const DAY = 86_400_000;

/** Characters of the whole file: a thousand waivers fit, a YAML bomb is not even parsed. */
const LONGEST_FILE = 262_144;

/** The waivers of the file, and everything that is wrong with it; with a fault, no waiver holds. */
export interface Register {
  readonly waivers: readonly Waiver[];
  readonly faults: readonly string[];
}

/** Reads `policy-packs/waivers.yaml`. @throws Error with the first fault in one line, and how many more there are. */
export function registered(policies: readonly string[], now: Date): readonly Waiver[] {
  const { waivers, faults } = readWaiversFile(
    new URL("../waivers.yaml", import.meta.url),
    policies,
    now,
  );
  const [first] = faults;
  if (first === undefined) return waivers;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more: ops policy waivers)` : "";
  throw new Error(`${WAIVERS_FILE}: ${first}${more}`);
}

/** Reads a file of waivers; one that cannot be read is a fault like any other. */
export function readWaiversFile(
  file: string | URL,
  policies: readonly string[],
  now: Date,
): Register {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return faulty(`cannot be read (${code}); restore it, an empty one says "waivers: []"`);
  }
  return readWaivers(text, policies, now);
}

/** Reads a text of waivers. An expired waiver is no fault: it covers nothing, and doors say so. */
export function readWaivers(text: string, policies: readonly string[], now: Date): Register {
  if (text.length > LONGEST_FILE) return faulty("is longer than 256 KiB; remove what has expired");
  let document: unknown;
  try {
    document = load(text, { schema: CORE_SCHEMA });
  } catch (error) {
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return faulty(`is not YAML: ${line}`);
  }
  const list = isRecord(document) ? document["waivers"] : undefined;
  if (!isRecord(document) || !Array.isArray(list) || Object.keys(document).length !== 1) {
    return faulty('does not hold one key "waivers" with a list; an empty one says "waivers: []"');
  }
  const entries: readonly unknown[] = list;
  const faults = entries.flatMap((entry, at) =>
    [...faultsOf(entry, policies, now), ...repeated(entry, entries.slice(0, at))].map(
      (fault) => `waivers[${at}]${fault}`,
    ),
  );
  return faults.length > 0 ? { waivers: [], faults } : { waivers: entries as Waiver[], faults };
}

const faulty = (...faults: string[]): Register => ({ waivers: [], faults });

function faultsOf(entry: unknown, policies: readonly string[], now: Date): string[] {
  if (!isRecord(entry)) return [` is no mapping with the keys ${KEYS.join(", ")}`];
  const unknown = Object.keys(entry).filter((key) => !KEYS.some((known) => known === key));
  return [
    ...unknown.map(unknownKey),
    ...KEYS.flatMap((key) => faultOf(key, entry[key], policies, now)),
  ];
}

function unknownKey(key: string): string {
  const meant = suggest(key, KEYS);
  const next = meant === undefined ? `known: ${KEYS.join(", ")}` : `did you mean ${meant}?`;
  return `: unknown key ${JSON.stringify(key)}; ${next}`;
}

function faultOf(
  key: (typeof KEYS)[number],
  value: unknown,
  policies: readonly string[],
  now: Date,
): string[] {
  if (value === undefined || value === null) return [`.${key}: missing; ${ASKED[key]}`];
  const shown = JSON.stringify(value);
  if (typeof value !== "string") return [`.${key}: ${shown} is no text; put it in quotes`];
  if (value.trim() === "" || value.length > 300 || /\p{Cc}|\p{Zl}|\p{Zp}/u.test(value)) {
    return [`.${key}: ${shown.slice(0, 80)} is no text of one line; ${ASKED[key]}`];
  }
  const wrong = CHECKS[key]?.(value, policies, now);
  return wrong === undefined ? [] : [`.${key}: ${shown} ${wrong}`];
}

/** What a person writes under each key. */
const ASKED: Readonly<Record<(typeof KEYS)[number], string>> = {
  policy: "name the rule as refusals do, <pack>/<rule>",
  resource: 'name the resource as refusals do, like "Deployment core/api"',
  reason: "say why it cannot be mended now",
  owner: "name the team that mends it",
  ticket: "name the ticket under which it is mended",
  expires: `name the last day on which it holds, at most ${LONGEST_DAYS} days ahead`,
};

type Check = (value: string, policies: readonly string[], now: Date) => string | undefined;

/** What is wrong with a text, with the next step. Doors print owner and ticket as "by <owner> (<ticket>): ". */
const CHECKS: Readonly<Partial<Record<(typeof KEYS)[number], Check>>> = {
  policy: (value, policies) => {
    if (policies.includes(value)) return undefined;
    const meant = suggest(value, policies);
    return `is no rule; ${meant === undefined ? "docs/policies.md lists them" : `did you mean ${meant}?`}`;
  },
  resource: (value) => {
    if (!/^[A-Z*][\w*]* [^\s/]+(\/[^\s/]+)?$/.test(value)) {
      return 'is not like "Deployment core/api"; write kind, blank, namespace/name';
    }
    return /[^*/]/.test(value.replace(/^\S+ /, ""))
      ? undefined
      : "is every resource of a kind; name a namespace or a part of a name";
  },
  owner: (value) => (/[()]/.test(value) ? "holds a bracket; name a team" : undefined),
  ticket: (value) => (/[()\s]/.test(value) ? "holds a blank or bracket; name a ticket" : undefined),
  expires: (value, _, now) => {
    const day = dayOf(value);
    if (day === undefined) return 'is no day; write it like "2026-12-31"';
    const latest = Math.floor(now.getTime() / DAY) + LONGEST_DAYS;
    if (day <= latest) return undefined;
    const limit = new Date(latest * DAY).toISOString().slice(0, 10);
    return `is more than ${LONGEST_DAYS} days ahead; ${limit} is the latest`;
  },
};

function repeated(entry: unknown, before: readonly unknown[]): string[] {
  if (!isRecord(entry) || typeof entry["policy"] !== "string") return [];
  const { policy, resource } = entry;
  const at = before.findIndex(
    (one) => isRecord(one) && one["policy"] === policy && one["resource"] === resource,
  );
  return at < 0 ? [] : [`: repeats waivers[${at}], the same policy and resource; keep one`];
}

/** The day as a number of days since 1970, undefined for a day that no calendar has. */
function dayOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  // The parser takes 2026-02-30 for the second of March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return undefined;
  return time / DAY;
}

/** Days from today to the last day on which it holds, both in UTC: 0 today, negative once it is over. */
export const daysLeft = ({ expires }: Pick<Waiver, "expires">, now: Date): number =>
  (dayOf(expires) ?? -Infinity) - Math.floor(now.getTime() / DAY);

/** Whether its last day is over. */
export const isExpired = (waiver: Waiver, now: Date): boolean => daysLeft(waiver, now) < 0;

/** The pattern of a waiver as a regular expression over identities; also in CEL's notation. */
export const patternOf = ({ resource }: Waiver): string =>
  `^${resource
    .split("*")
    .map((text) => text.replace(/[.\\+?^$(){}[\]|]/g, String.raw`\$&`))
    .join("[^ /]*")}$`;

/** Whether it is about that rule and that resource, in force or not. */
export const covers = (waiver: Waiver, policy: string, identity: string): boolean =>
  waiver.policy === policy && new RegExp(patternOf(waiver)).test(identity);

/** A finding as the waivers leave it: covered, untouched, or with a word about the waiver that has expired. */
export function waive(
  finding: Finding,
  policy: string,
  identity: string,
  waivers: readonly Waiver[],
  now: Date,
): Finding {
  const found = waivers.filter((waiver) => covers(waiver, policy, identity));
  const active = found.find((waiver) => !isExpired(waiver, now));
  if (active !== undefined) {
    const { expires, owner, ticket } = active;
    return { ...finding, waived: { expires, owner, ticket } };
  }
  const [expired] = found;
  if (expired === undefined) return finding;
  const { ticket, expires } = expired;
  return { ...finding, message: `${finding.message}; its waiver ${ticket} expired on ${expires}` };
}
