import * as pulumi from "@pulumi/pulumi";

import type { Json, JsonObject } from "../../../lib/artifacts/objects.ts";

/** Stands for a value that is not known yet. */
export const PENDING = Symbol("pending");

/** What a program hands over, with what is not known yet marked. */
export type Known = string | number | boolean | null | typeof PENDING | readonly Known[] | KnownMap;
export interface KnownMap {
  readonly [key: string]: Known;
}

/** A JSON Schema, and the value it is about: both only as far as the value goes. */
export interface Reached {
  readonly schema: JsonObject | true;
  readonly value: Json;
}

/** Keywords that say something about one value, and mean the same in JSON Schema. */
const KEPT = [
  ...["type", "enum", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  ...["multipleOf", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems"],
  ...["minProperties", "maxProperties", "required", "nullable"],
];
const COMBINED = ["allOf", "anyOf", "oneOf", "not"];
/** What any object of the API may carry. */
const TYPED = ["apiVersion", "kind", "metadata"];

/** Marks outputs and promises, and leaves out what is undefined, as the SDK does. */
export function known(value: unknown): Known | undefined {
  if (value === undefined || value === null) return value;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return PENDING;
  if (Array.isArray(value)) return value.map((one) => known(one) ?? null);
  if (typeof value === "object") {
    const entries = Object.entries(value).flatMap(([key, one]) => {
      const inner = known(one);
      return inner === undefined ? [] : [[key, inner] as const];
    });
    return Object.fromEntries(entries);
  }
  return value as string | number | boolean;
}

/**
 * The part of a structural schema that a value meets, as JSON Schema in which unknown fields are refused.
 *
 * Schemas of definitions are large (that of Prometheus has 6,000 fields) and values are small: compiling only what is met
 * takes a few milliseconds instead of hundreds. What is not known yet fits any schema; where something below a value is not
 * known, its alternatives (anyOf and the like) are left out.
 */
export function reach(schema: JsonObject, value: Known): Reached {
  if (value === PENDING) return { schema: true, value: null };
  const isPending = holdsPending(value);
  const own = pick(schema, isPending ? KEPT : [...KEPT, ...COMBINED]);
  if (schema["x-kubernetes-int-or-string"] === true) {
    // Its anyOf says the same.
    const rest = pick(schema, isPending ? KEPT : [...KEPT, "allOf", "oneOf", "not"]);
    return { schema: { ...rest, type: ["integer", "string"] }, value: plain(value) };
  }
  if (Array.isArray(value)) return ofList(schema, own, value as readonly Known[]);
  if (typeof value === "object" && value !== null) return ofMap(schema, own, value as KnownMap);
  return { schema: own, value };
}

function ofList(schema: JsonObject, own: JsonObject, value: readonly Known[]): Reached {
  const items = value.map((one) => reach(mapOf(schema["items"]), one));
  return {
    schema: { ...own, ...(items.length > 0 ? { items: items.map((one) => one.schema) } : {}) },
    value: items.map((one) => one.value),
  };
}

function ofMap(schema: JsonObject, own: JsonObject, value: KnownMap): Reached {
  const fields = mapOf(schema["properties"]);
  const rest = schema["additionalProperties"];
  const isOpen = schema["x-kubernetes-preserve-unknown-fields"] === true || rest === true;
  const isTyped = schema["x-kubernetes-embedded-resource"] === true;
  const names = Object.fromEntries(Object.keys(fields).map((key) => [key, true]));
  const properties: Record<string, Json> = {};
  const reached: Record<string, Json> = {};
  for (const [key, one] of Object.entries(value)) {
    const field = fields[key] ?? (rest === true ? undefined : rest);
    const found = field === undefined ? undefined : reach(mapOf(field), one);
    // The server takes a null for nothing, unless the field may be null.
    if (one === null && mapOf(field)["nullable"] !== true && found !== undefined) continue;
    reached[key] = found?.value ?? plain(one);
    if (found !== undefined) properties[key] = found.schema;
    else if (isOpen || (isTyped && TYPED.includes(key))) properties[key] = true;
  }
  return {
    schema: {
      ...own,
      properties,
      ...(schema["type"] === "object" ? { additionalProperties: isOpen, "x-fields": names } : {}),
    },
    value: reached,
  };
}

/** The value with a placeholder for what is not known. */
function plain(value: Known): Json {
  if (value === PENDING) return null;
  if (Array.isArray(value)) return (value as readonly Known[]).map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

/** Whether something in a value is not known yet. */
export function holdsPending(value: Known): boolean {
  if (value === PENDING) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsPending);
}

function pick(schema: JsonObject, keys: readonly string[]): Record<string, Json> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = schema[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

const mapOf = (value: Json | undefined): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
