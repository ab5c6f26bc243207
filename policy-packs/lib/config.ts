import { suggest } from "../../lib/suggest.ts";
import { CannotTell } from "./finding.ts";

/** One setting of a rule, as the JSON schema that the engine checks configuration files against. */
export interface Option<T> {
  readonly type: "array" | "boolean" | "integer" | "string";
  readonly description: string;
  /** The strictest value: it holds wherever nothing is configured. */
  readonly default: T;
  readonly items?: {
    readonly type: "string";
    readonly enum?: readonly string[];
    readonly pattern?: string;
  };
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  /** Of an integer. */
  readonly minimum?: number;
  /** Of a string: a regular expression that the whole of it matches. */
  readonly pattern?: string;
  /** Of a string: what it may be. */
  readonly enum?: readonly string[];
}

export type Options<C> = { readonly [K in keyof C]: Option<C[K]> };

/** What a configuration file or the engine gave for one rule, unchecked. */
export type Given = Readonly<Record<string, unknown>>;

/**
 * The settings of a rule: what was given, and the strictest value for the rest.
 *
 * Throws all faults at once. The engine checks values too, but lets a mistyped key pass in silence, and other doors have
 * no engine.
 */
export function settingsOf<C extends object>(options: Options<C>, given: Given): C {
  const entries = Object.entries<Option<unknown>>(options);
  const faults = Object.keys(given)
    .filter((key) => !Object.hasOwn(options, key))
    .map((key) => unknownKey(key, Object.keys(options)));
  const settings: Record<string, unknown> = {};
  for (const [key, option] of entries) {
    const value = given[key] === undefined ? option.default : given[key];
    const fault = faultOf(option, value);
    if (fault !== undefined) faults.push(`${key} ${fault}`);
    settings[key] = value;
  }
  if (faults.length > 0) throw new CannotTell(`configuration: ${faults.join("; ")}`);
  return settings as C;
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = suggest(key, known);
  const next = meant === undefined ? `known: ${known.join(", ")}` : `did you mean ${meant}?`;
  return `unknown key ${JSON.stringify(key)}, ${known.length === 0 ? "there are none" : next}`;
}

function faultOf({ type, items, minItems = 0, ...bounds }: Option<unknown>, value: unknown) {
  const { minimum = -Infinity } = bounds;
  if (type === "integer") {
    if (!Number.isInteger(value)) return "is not a whole number";
    return Number(value) < minimum ? `is below ${minimum}` : undefined;
  }
  if (type === "string") {
    if (typeof value !== "string") return "is not a string";
    return isAllowed(value, bounds) ? undefined : `is ${JSON.stringify(value)}, not allowed`;
  }
  if (type !== "array") return typeof value === type ? undefined : `is not a ${type}`;
  if (!Array.isArray(value)) return "is not a list";
  if (value.length < minItems) return `has fewer than ${minItems} entries`;
  const entries: readonly unknown[] = value;
  const bad = entries.find((entry) => !isAllowed(entry, items));
  return bad === undefined ? undefined : `holds ${JSON.stringify(bad)}, which is not allowed`;
}

function isAllowed(entry: unknown, items: Pick<Option<unknown>, "enum" | "pattern"> = {}): boolean {
  if (typeof entry !== "string") return false;
  if (items.enum !== undefined && !items.enum.includes(entry)) return false;
  return items.pattern === undefined || new RegExp(items.pattern).test(entry);
}
