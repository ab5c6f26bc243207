import { containsUnknown, isProperties } from "../lib/marks.ts";
import type { Properties, Value } from "../lib/struct.ts";
import { isCrdKind, isSecretKind, type Gvk } from "./kinds.ts";
import { at, drop, mapAt, scalarText } from "./objects.ts";
import { isBuiltIn } from "./types/facts.ts";
import { base64, typed } from "./types/typed.ts";

/** What the server alone writes into metadata; a program that sets it asks for nothing (official normalizeInputs). */
const READ_ONLY = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "uid",
];

export interface Normalized {
  readonly object: Properties;
  /** Fields that built-in type does not have, by path: dropped, as the official provider drops them. */
  readonly unknownFields: readonly string[];
}

/**
 * Inputs in the one form that all ways of writing the same thing share, so that a diff shows real changes only.
 *
 * Objects with unknown values and objects of custom types keep their form; a Secret's stringData becomes data, as the
 * server makes it; read-only metadata goes. Source: official provider, clients.Normalize and provider.normalizeInputs.
 */
export function normalize(object: Properties, gvk: Gvk): Normalized {
  const { object: same, unknownFields } =
    isBuiltIn(gvk) && !containsUnknown(object)
      ? builtIn(object, gvk)
      : { object, unknownFields: [] };
  return {
    object: READ_ONLY.reduce((rest, key) => drop(rest, ["metadata", key]), same),
    unknownFields,
  };
}

function builtIn(object: Properties, gvk: Gvk): Normalized {
  if (isSecretKind(gvk)) return { object: secret(object), unknownFields: [] };
  if (isCrdKind(gvk)) return { object: definition(object), unknownFields: [] };
  return typed(object, gvk) ?? { object, unknownFields: [] };
}

/** The server answers stringData as data; stringData wins over data of the same name. */
function secret(object: Properties): Properties {
  const texts = mapAt(object, "stringData");
  const plain = Object.values(texts).every((text) => typeof text === "string");
  if (Object.keys(texts).length > 0 && plain) {
    const encoded = Object.entries(texts).map(([key, text]): [string, Value] => [
      key,
      Buffer.from(scalarText(text)).toString("base64"),
    ]);
    const data = { ...mapAt(object, "data"), ...Object.fromEntries(encoded) };
    return { ...drop(object, ["stringData"]), data };
  }
  const data = object["data"];
  if (!isProperties(data)) return object;
  const again = Object.entries(data).map(([key, text]): [string, Value] => [
    key,
    base64(text) ?? text,
  ]);
  return { ...object, data: Object.fromEntries(again) };
}

/** The server drops a false preserveUnknownFields, and status is never input. */
function definition(object: Properties): Properties {
  const preserve = at(object, "spec", "preserveUnknownFields");
  const spec = preserve === false ? drop(object, ["spec", "preserveUnknownFields"]) : object;
  return drop(spec, ["status"]);
}
