import { isProperties } from "../lib/marks.ts";
import type { Properties, Value } from "../lib/struct.ts";

/** A step into a value: a name of an object or an index of a list. */
export type Step = string | number;

/** The value at that path; undefined when any step of it is missing. */
export function at(value: Value | undefined, ...path: readonly Step[]): Value | undefined {
  let here = value;
  for (const step of path) {
    if (Array.isArray(here)) here = (here as readonly Value[])[Number(step)];
    else if (isProperties(here)) here = here[step];
    else return undefined;
  }
  return here;
}

/** The text at that path; "" when it is missing or no text. */
export function textAt(value: Value | undefined, ...path: readonly Step[]): string {
  const found = at(value, ...path);
  return typeof found === "string" ? found : "";
}

/** A scalar as text; objects and lists as JSON. */
export const scalarText = (value: Value): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** The number at that path; undefined when it is missing or no number. */
export function numberAt(value: Value | undefined, ...path: readonly Step[]): number | undefined {
  const found = at(value, ...path);
  return typeof found === "number" ? found : undefined;
}

/** The items at that path; none when it is missing or no list. */
export function listAt(value: Value | undefined, ...path: readonly Step[]): readonly Value[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly Value[]) : [];
}

/** The named values at that path; none when it is missing or something else. */
export function mapAt(value: Value | undefined, ...path: readonly Step[]): Properties {
  const found = at(value, ...path);
  return isProperties(found) ? found : {};
}

/** A copy with that value at that path; a step through something that is not an object leaves all as it is. */
export function put(object: Properties, path: readonly string[], value: Value): Properties {
  const [name, ...rest] = path;
  if (name === undefined) return object;
  if (rest.length === 0) return { ...object, [name]: value };
  const inner = object[name] ?? {};
  return isProperties(inner) ? { ...object, [name]: put(inner, rest, value) } : object;
}

/** A copy without the value at that path. */
export function drop(object: Properties, path: readonly string[]): Properties {
  const [name, ...rest] = path;
  if (name === undefined || !Object.hasOwn(object, name)) return object;
  const inner = object[name];
  if (rest.length > 0) {
    return isProperties(inner) ? { ...object, [name]: drop(inner, rest) } : object;
  }
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

export const nameOf = (object: Properties): string => textAt(object, "metadata", "name");
export const namespaceOf = (object: Properties): string => textAt(object, "metadata", "namespace");
export const annotation = (object: Properties, key: string): string =>
  textAt(object, "metadata", "annotations", key);

/** The id the engine keeps: "namespace/name", or "name" of what has no namespace. As the official provider writes it. */
export function idOf(object: Properties): string {
  const namespace = namespaceOf(object);
  return namespace === "" ? nameOf(object) : `${namespace}/${nameOf(object)}`;
}

/** The parts of such an id. */
export function parseId(id: string): { readonly namespace: string; readonly name: string } {
  const [first = "", second] = id.split("/");
  return second === undefined ? { namespace: "", name: first } : { namespace: first, name: second };
}
