import { isProperties } from "../../lib/marks.ts";
import type { Properties, Value } from "../../lib/struct.ts";
import type { Gvk } from "../kinds.ts";
import { fieldsOf, shapeOf, type Field, type Shape } from "./facts.ts";
import { canonicalQuantity } from "./quantity.ts";

/** A value that does not have the shape its type asks for. */
class Misfit extends Error {}

/** What the typed form of an object lacks: fields its type does not have, by path. */
export interface Typed {
  readonly object: Properties;
  readonly unknownFields: readonly string[];
}

/**
 * The object as a typed client would send it: unknown fields dropped, empty values left out where the type leaves them
 * out, quantities, times and base64 in the form the server answers with. Only fields that were there can be there after.
 *
 * Undefined for types nobody knows and for objects that do not fit their type; the server explains those better.
 */
export function typed(object: Properties, gvk: Gvk): Typed | undefined {
  const shape = shapeOf(gvk);
  if (shape?.of !== "struct") return undefined;
  const unknownFields: string[] = [];
  try {
    return { object: struct(object, shape.name, "", unknownFields), unknownFields };
  } catch (error) {
    if (error instanceof Misfit) return undefined;
    throw error;
  }
}

function struct(value: Value, name: string, path: string, unknown: string[]): Properties {
  if (!isProperties(value)) throw new Misfit(path);
  const fields = fieldsOf(name);
  const kept: [string, Value][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const field = fields.get(key);
    const here = path === "" ? key : `${path}.${key}`;
    if (field === undefined) unknown.push(here);
    else {
      const converted = convert(inner, field.shape, here, unknown);
      if (!isLeftOut(converted, field)) kept.push([key, converted]);
    }
  }
  return Object.fromEntries(kept);
}

/** Go's omitempty: nothing of a pointer but null, everything that is zero or empty of the rest, never a struct. */
function isLeftOut(value: Value, { shape, omitEmpty }: Field): boolean {
  if (!omitEmpty) return false;
  if (value === null) return true;
  if (["pointer", "struct", "q", "t", "u", "x", "a"].includes(shape.of)) return false;
  if (Array.isArray(value)) return value.length === 0;
  if (isProperties(value)) return Object.keys(value).length === 0;
  return value === "" || value === 0 || value === false;
}

function convert(value: Value, shape: Shape, path: string, unknown: string[]): Value {
  if (value === null) return null;
  switch (shape.of) {
    case "pointer":
      return convert(value, shape.inner, path, unknown);
    case "struct":
      return struct(value, shape.name, path, unknown);
    case "list":
      if (!Array.isArray(value)) throw new Misfit(path);
      return (value as readonly Value[]).map((item, index) =>
        convert(item, shape.inner, `${path}[${index}]`, unknown),
      );
    case "map":
      if (!isProperties(value)) throw new Misfit(path);
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          convert(item, shape.inner, `${path}.${key}`, unknown),
        ]),
      );
    default:
      return scalar(value, shape.of, path);
  }
}

function scalar(
  value: Value,
  of: Exclude<Shape, { inner: Shape } | { name: string }>["of"],
  path: string,
): Value {
  const fitting = SCALARS[of](value);
  if (fitting === undefined) throw new Misfit(path);
  return fitting;
}

const SCALARS = {
  a: (value: Value) => value,
  s: (value: Value) => (typeof value === "string" ? value : undefined),
  b: (value: Value) => (typeof value === "boolean" ? value : undefined),
  i: (value: Value) => (typeof value === "number" && Number.isInteger(value) ? value : undefined),
  f: (value: Value) => (typeof value === "number" ? value : undefined),
  x: (value: Value) => (typeof value === "string" || Number.isInteger(value) ? value : undefined),
  q: (value: Value) =>
    typeof value === "string" || typeof value === "number" ? canonicalQuantity(value) : undefined,
  t: (value: Value) => time(value, 0),
  u: (value: Value) => time(value, 6),
  y: (value: Value) => base64(value),
} as const;

/** RFC 3339 in UTC, in whole seconds; or with six digits of a second, which then have to be there. */
function time(value: Value, digits: 0 | 6): Value | undefined {
  if (typeof value !== "string") return undefined;
  const [, seconds = "", part = "", zone = ""] = MOMENT.exec(value) ?? [];
  const moment = new Date(`${seconds}${zone}`);
  if (Number.isNaN(moment.getTime()) || (digits === 6 && part.length !== 6)) return undefined;
  const whole = moment.toISOString().slice(0, 19);
  return digits === 0 ? `${whole}Z` : `${whole}.${part}Z`;
}

const MOMENT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;

/** Decoded and encoded again, as the server does; undefined for what is no base64. */
export function base64(value: Value): string | undefined {
  if (typeof value !== "string") return undefined;
  const bare = value.replace(/[\r\n]/g, "");
  const fits = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(bare);
  return fits ? Buffer.from(bare, "base64").toString("base64") : undefined;
}
