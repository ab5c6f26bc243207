import { isProperties, isUnknown } from "../lib/marks.ts";
import type { Properties, Value } from "../lib/struct.ts";
import type { Failure } from "./kind.ts";

/** What an input has to be. A change of any of them replaces the resource, as in the official provider. */
export type Field =
  | { readonly is: "count"; readonly least: number; readonly required?: true }
  | { readonly is: "switch" | "text" | "texts" };

export type Fields = Readonly<Record<string, Field>>;

/**
 * The most characters or bytes of one value. The official provider has no bound and fails late; a value beyond it is a
 * typing error and would not fit into a Kubernetes secret (1 MiB) anyway.
 */
const MOST = 1_000_000;

/** Every input that is missing, unknown to the resource or of the wrong type, all at once. Unknown values pass. */
export function checkFields(fields: Fields, inputs: Properties): Failure[] {
  const wrong: Failure[] = [];
  for (const [property, field] of Object.entries(fields)) {
    const value = inputs[property];
    if (value !== undefined && value !== null) wrong.push(...checkValue(property, field, value));
    else if ("required" in field) wrong.push({ property, reason: `is missing; ${wants(field)}` });
  }
  for (const property of Object.keys(inputs)) {
    if (Object.hasOwn(fields, property) || property.startsWith("__")) continue;
    const known = Object.keys(fields).join(", ");
    wrong.push({ property, reason: `is not an input of this resource; it has ${known}` });
  }
  return wrong;
}

function checkValue(property: string, field: Field, value: Value): Failure[] {
  if (field.is === "texts" && isProperties(value)) {
    return Object.entries(value).flatMap(([key, item]) =>
      checkValue(`${property}.${key}`, { is: "text" }, item),
    );
  }
  return isUnknown(value) || fits(field, value) ? [] : [{ property, reason: wants(field) }];
}

function fits(field: Field, value: Value): boolean {
  switch (field.is) {
    case "count":
      return (
        typeof value === "number" &&
        Number.isInteger(value) &&
        value >= field.least &&
        value <= MOST
      );
    case "switch":
      return typeof value === "boolean";
    case "text":
      return typeof value === "string";
    case "texts":
      return false;
  }
}

function wants(field: Field): string {
  switch (field.is) {
    case "count":
      return `give a whole number from ${String(field.least)} to ${String(MOST)}`;
    case "switch":
      return "give true or false";
    case "text":
      return "give a string";
    case "texts":
      return "give an object of strings";
  }
}
