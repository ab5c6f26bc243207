import { isProperties } from "../../lib/marks.ts";
import type { Properties, Value } from "../../lib/struct.ts";

/**
 * The part of `live` that has a counterpart in `like`: what the server added by itself goes, so that the rest can be
 * compared with inputs. Values of another type than their counterpart stay whole; of a list, the first items stay, as
 * many as the counterpart has. Source: official provider, pruneMap and pruneSlice (util.go).
 */
export function prune(live: Properties, like: Properties): Properties {
  const kept: [string, Value][] = [];
  for (const [key, value] of Object.entries(live)) {
    const counterpart = like[key];
    if (counterpart !== undefined) kept.push([key, pruneValue(value, counterpart)]);
  }
  return Object.fromEntries(kept);
}

function pruneValue(live: Value, like: Value): Value {
  if (Array.isArray(live) && Array.isArray(like)) {
    return pruneList(live as readonly Value[], like as readonly Value[]);
  }
  return isProperties(live) && isProperties(like) ? prune(live, like) : live;
}

function pruneList(live: readonly Value[], like: readonly Value[]): readonly Value[] {
  const [first] = live;
  const [counterpart] = like;
  if (first === undefined || counterpart === undefined) return [];
  if (typeOf(first) !== typeOf(counterpart)) return live;
  return live.slice(0, like.length).map((item, index) => pruneValue(item, like[index] ?? null));
}

/** The JSON type of a value; all numbers are one type. */
export function typeOf(value: Value): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}
