import { isDefinition } from "./scope.ts";
import { each, isMap, type Json, type JsonObject, mapOf, type Transform } from "./transform.ts";

/**
 * Definitions without the prose in their schemas, which `kubectl explain` shows and nobody else reads: the ten of the
 * Prometheus operator shrink from 2.3 to 0.6 MB, and with them state, previews and what policies look at.
 */
export const withoutDescriptions = (): Transform =>
  each((object) =>
    isDefinition(object) ? { ...object, spec: specOf(mapOf(object["spec"])) } : object,
  );

function specOf(spec: JsonObject): JsonObject {
  const versions = (Array.isArray(spec["versions"]) ? (spec["versions"] as Json[]) : []).map(
    (version): Json => {
      const { schema, ...rest } = mapOf(version);
      const { openAPIV3Schema, ...more } = mapOf(schema);
      return { ...rest, schema: { ...more, openAPIV3Schema: plain(mapOf(openAPIV3Schema)) } };
    },
  );
  return { ...spec, versions };
}

/** A schema without its description; a property of that name stays. */
function plain(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== "description")
      .map(([key, value]) => [key, within(key, value)]),
  );
}

function within(key: string, value: Json | undefined): Json | undefined {
  if (key === "properties" && isMap(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, schema]) => [name, plain(mapOf(schema))]),
    );
  }
  if (isMap(value) && ["items", "additionalProperties", "not"].includes(key)) return plain(value);
  if (Array.isArray(value) && ["allOf", "anyOf", "oneOf"].includes(key)) {
    return (value as readonly Json[]).map((one) => plain(mapOf(one)));
  }
  return value;
}
