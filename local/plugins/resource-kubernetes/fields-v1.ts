import { isProperties } from "../lib/marks.ts";
import type { Properties, Value } from "../lib/struct.ts";
import { mapAt } from "./objects.ts";

/**
 * A set of fields as the API writes it into managedFields: "f:name" a member, "k:{...}" the item with these keys,
 * "v:..." the item with this value, "." the thing itself; inside each the set of what is owned below it, empty for all.
 */
export type FieldSet = Properties;

/** The fields in either set. */
export function union(one: FieldSet, other: FieldSet): FieldSet {
  const all: Record<string, Value> = { ...one };
  for (const [key, fields] of Object.entries(other))
    all[key] = union(mapAt(one, key), mapAt(fields));
  return all;
}

/** The fields that `value` says something about; an item whose keys were filled in by default still counts as said. */
export function restricted(fields: FieldSet, value: Value): FieldSet {
  const kept: Record<string, Value> = "." in fields ? { ".": {} } : {};
  for (const [name, inner] of Object.entries(fields)) {
    const said = saidAt(name, value);
    if (said === undefined) continue;
    const rest = restricted(mapAt(inner), said);
    if (Object.keys(rest).length > 0 || Object.keys(mapAt(inner)).length === 0) kept[name] = rest;
  }
  return kept;
}

/** The part of `value` that lies in the set. */
export function pick(value: Value, fields: FieldSet): Value {
  const names = Object.keys(fields).filter((key) => key !== ".");
  if (names.length === 0) return value;
  if (Array.isArray(value)) {
    return (value as readonly Value[]).flatMap((item) => {
      const key = names.find((name) => isItem(item, name, false));
      return key === undefined ? [] : [pick(item, mapAt(fields, key))];
    });
  }
  if (!isProperties(value)) return value;
  const kept = names
    .filter((name) => name.startsWith("f:") && name.slice(2) in value)
    .map((name) => [name.slice(2), pick(value[name.slice(2)] ?? null, mapAt(fields, name))]);
  return Object.fromEntries(kept) as Properties;
}

/** True when the member at that path, or something below it, is in the set. Only members, no items. */
export function covers(fields: FieldSet, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  const inner = fields[`f:${name}`];
  return isProperties(inner) && covers(inner, rest);
}

function saidAt(name: string, value: Value): Value | undefined {
  if (name.startsWith("f:")) return isProperties(value) ? value[name.slice(2)] : undefined;
  if (!Array.isArray(value)) return undefined;
  return (value as readonly Value[]).find((item) => isItem(item, name, true));
}

function isItem(item: Value, name: string, defaulted: boolean): boolean {
  if (name.startsWith("v:")) return JSON.stringify(item) === name.slice(2);
  if (!name.startsWith("k:") || !isProperties(item)) return false;
  return Object.entries(JSON.parse(name.slice(2)) as Properties).every(
    ([key, value]) => item[key] === value || (defaulted && item[key] === undefined),
  );
}
