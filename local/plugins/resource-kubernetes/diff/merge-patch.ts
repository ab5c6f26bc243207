import { isProperties, isUnknown } from "../../lib/marks.ts";
import type { Properties, Value } from "../../lib/struct.ts";
import { typeOf } from "./prune.ts";

/**
 * What turns `from` into `to`, as a JSON merge patch (RFC 7386): names removed are null, lists are replaced whole. An
 * unknown in `to` is always a change and stands as null, as in the official provider.
 */
export function mergePatch(from: Properties, to: Properties): Properties {
  const patch: [string, Value][] = [];
  for (const [key, value] of Object.entries(to)) {
    const change = changeOf(from[key], value);
    if (change !== undefined) patch.push([key, change]);
  }
  for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) patch.push([key, null]);
  return Object.fromEntries(patch);
}

function changeOf(from: Value | undefined, to: Value): Value | undefined {
  if (isUnknown(to)) return null;
  if (from === undefined || typeOf(from) !== typeOf(to)) return nulled(to);
  if (isProperties(from) && isProperties(to)) {
    const inner = mergePatch(from, to);
    return Object.keys(inner).length > 0 ? inner : undefined;
  }
  return same(from, to) ? undefined : nulled(to);
}

/** Unknowns inside a value that is taken over whole are null as well. */
function nulled(value: Value): Value {
  if (isUnknown(value)) return null;
  if (Array.isArray(value)) return (value as readonly Value[]).map(nulled);
  if (!isProperties(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nulled(inner)]));
}

/** True when both are the same JSON, whatever the order of names. */
export function same(one: Value | undefined, other: Value | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    const others = other as readonly Value[];
    return (
      one.length === others.length &&
      (one as readonly Value[]).every((item, index) => same(item, others[index]))
    );
  }
  if (!isProperties(one) || !isProperties(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length && keys.every((key) => same(one[key], other[key]))
  );
}
