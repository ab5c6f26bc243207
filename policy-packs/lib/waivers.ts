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

/** The waivers of the file, and everything that is wrong with it; with a fault, no waiver holds. */
export interface Register {
  readonly waivers: readonly Waiver[];
  readonly faults: readonly string[];
}

/** Reads `policy-packs/waivers.yaml`. @throws Error with the first fault in one line, and how many there are. */
export function registered(policies: readonly string[], now: Date): readonly Waiver[] {
  const file = new URL("../waivers.yaml", import.meta.url);
  const { waivers, faults } = readWaivers(readFileSync(file, "utf8"), policies, now);
  const [first] = faults;
  if (first === undefined) return waivers;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
  throw new Error(`${WAIVERS_FILE}: ${first}${more}`);
}

/** Reads a text of waivers. An expired waiver is no fault: it covers nothing, and doors say so. */
export function readWaivers(text: string, policies: readonly string[], now: Date): Register {
  let document: unknown;
  try {
    document = load(text, { schema: CORE_SCHEMA });
  } catch (error) {
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return { waivers: [], faults: [`is not YAML: ${line}`] };
  }
  const list = isRecord(document) ? document["waivers"] : undefined;
  if (!isRecord(document) || !Array.isArray(list) || Object.keys(document).length !== 1) {
    return { waivers: [], faults: ['holds one key, "waivers", with a list under it'] };
  }
  const entries: readonly unknown[] = list;
  const faults = entries.flatMap((entry, i) =>
    faultsOf(entry, policies, now).map((fault) => `waivers[${i}] ${fault}`),
  );
  return { waivers: faults.length > 0 ? [] : (entries as readonly Waiver[]), faults };
}

function faultsOf(entry: unknown, policies: readonly string[], now: Date): string[] {
  if (!isRecord(entry)) return ["is not a mapping"];
  const unknown = Object.keys(entry).filter((key) => !KEYS.some((known) => known === key));
  const wrong = KEYS.filter((key) => {
    const value = entry[key];
    return typeof value !== "string" || value.trim() === "" || value.includes("\n");
  });
  const faults = [
    ...unknown.map((key) => `${key} is an unknown key; known: ${KEYS.join(", ")}`),
    ...wrong.map((key) => `${key} is missing, or no text of one line`),
  ];
  if (faults.length > 0) return faults;
  const { policy, resource, expires } = entry as unknown as Waiver;
  const ahead = (Date.parse(`${expires}T00:00:00Z`) - now.getTime()) / DAY;
  const meant = suggest(policy, policies);
  return [
    ...(policies.includes(policy)
      ? []
      : [`policy ${policy} is no rule${meant === undefined ? "" : `; did you mean ${meant}?`}`]),
    ...(/^[A-Z*][\w*]* [^\s/]+(\/[^\s/]+)?$/.test(resource) && /[^*\s/]/.test(resource)
      ? []
      : [`resource ${resource} is not like "Deployment core/api"`]),
    ...(/^\d{4}-\d\d-\d\d$/.test(expires) && !Number.isNaN(ahead)
      ? []
      : [`expires ${expires} is no day like 2026-12-31`]),
    ...(ahead > LONGEST_DAYS ? [`expires ${expires} is more than ${LONGEST_DAYS} days ahead`] : []),
  ];
}

/** Whether its last day is over. */
export const isExpired = ({ expires }: Waiver, now: Date): boolean =>
  now.getTime() >= Date.parse(`${expires}T00:00:00Z`) + DAY;

/** The pattern of a waiver as a regular expression over identities; also in CEL's notation. */
export const patternOf = ({ resource }: Waiver): string =>
  `^${resource
    .split("*")
    .map((text) => text.replace(/[.\\+?^$(){}[\]|]/g, String.raw`\$&`))
    .join("[^ /]*")}$`;

const covers = (waiver: Waiver, policy: string, identity: string): boolean =>
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
