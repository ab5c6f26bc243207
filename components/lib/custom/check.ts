import { createRequire } from "node:module";

import type * as AjvModule from "ajv";

import type { Json, JsonObject, KubernetesObject } from "../../../lib/artifacts/objects.ts";
import { suggest } from "../../../lib/suggest.ts";
import { goPattern } from "./go-pattern.ts";
import { type Known, reach } from "./reach.ts";

/** Something about an object that the definition of its kind refuses. */
export interface SchemaFault {
  /** `spec.source.repoURL`, `spec.steps[2].pause`. */
  readonly path: string;
  /** What is wrong with it, and what was meant, where that can be told. */
  readonly says: string;
}

/** What every object carries beside what its definition says; metadata is a type of Kubernetes' own. */
const OF_EVERY_OBJECT = ["apiVersion", "kind", "metadata"];

let compiler: AjvModule.Ajv | undefined;

/**
 * Everything about an object that its definition refuses: unknown fields, missing ones, wrong types and values.
 *
 * What the definition says in CEL (`x-kubernetes-validations`) and of formats only the API server can judge, and it does.
 */
export function faultsOf(definition: KubernetesObject, object: Known): SchemaFault[] {
  const root = rootSchema(definition, object);
  if (typeof root === "string") return [{ path: "apiVersion", says: root }];
  const { schema, value } = reach(root, object);
  const validate = ajv().compile(schema === true ? {} : (schema as object));
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  // What fits none of some alternatives is told once, not once for each of them.
  const said = errors.filter(
    ({ schemaPath }) => !/\/(?:anyOf|oneOf|allOf|not)\/./.test(schemaPath),
  );
  return unique((said.length > 0 ? said : errors).map((error) => faultOf(error)));
}

/** The schema of the version that the object names; what is wrong when the definition has no such version. */
function rootSchema(definition: KubernetesObject, object: Known): JsonObject | string {
  const { apiVersion = "" } = object as { readonly apiVersion?: string };
  const { group = "" } = mapOf(definition["spec"]) as { readonly group?: string };
  const versions = versionsOf(definition);
  const nameOf = ({ name }: JsonObject) => `${group}/${typeof name === "string" ? name : ""}`;
  const version = versions.find((one) => nameOf(one) === apiVersion);
  if (version === undefined) {
    return `${JSON.stringify(apiVersion)} is none of ${versions.map(nameOf).join(", ")}`;
  }
  const schema = mapOf(mapOf(version["schema"])["openAPIV3Schema"]);
  const open = Object.fromEntries(
    OF_EVERY_OBJECT.map((key) => [key, { "x-kubernetes-preserve-unknown-fields": true }]),
  );
  return { ...schema, properties: { ...mapOf(schema["properties"]), ...open } };
}

/** The versions that a definition serves. */
export function versionsOf(definition: KubernetesObject): readonly JsonObject[] {
  const { versions } = mapOf(definition["spec"]);
  return Array.isArray(versions) ? (versions as readonly JsonObject[]) : [];
}

/** Loaded when the first custom resource is checked: 40 ms that a preview without any does not pay. */
function ajv(): AjvModule.Ajv {
  if (compiler !== undefined) return compiler;
  const { Ajv } = createRequire(import.meta.url)("ajv") as typeof AjvModule;
  // Each schema is used once, so none is kept.
  compiler = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    verbose: true,
    addUsedSchema: false,
    code: { regExp: Object.assign((pattern: string) => goPattern(pattern), { code: "" }) },
  });
  return compiler;
}

function faultOf(error: AjvModule.ErrorObject): SchemaFault {
  const { instancePath, params, keyword, message = "", parentSchema, data } = error;
  const at = pathOf(instancePath);
  const told = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case "additionalProperties":
    case "false schema": {
      const field = String(told["additionalProperty"]);
      const fields = Object.keys(mapOf((parentSchema as JsonObject | undefined)?.["x-fields"]));
      const meant = suggest(field, fields);
      const known = fields.length > 0 && fields.length <= 12 ? `; known: ${fields.join(", ")}` : "";
      return {
        path: joined(at, field),
        says: `unknown field${meant === undefined ? known : `; did you mean ${meant}?`}`,
      };
    }
    case "required":
      return { path: joined(at, String(told["missingProperty"])), says: "missing; set it" };
    case "type":
      return { path: at, says: `is ${typeOf(data)}, must be ${String(told["type"])}` };
    case "enum": {
      const allowed = (told["allowedValues"] as readonly Json[]).map(String);
      const meant = typeof data === "string" ? suggest(data, allowed) : undefined;
      const shown = `${JSON.stringify(data)} is none of ${allowed.join(", ")}`;
      return { path: at, says: meant === undefined ? shown : `${shown}; did you mean ${meant}?` };
    }
    case "pattern":
      return {
        path: at,
        says: `${JSON.stringify(data)} does not match ${String(told["pattern"])}`,
      };
    case "anyOf":
    case "oneOf":
    case "not":
      return { path: at, says: "fits none of the alternatives that the schema allows" };
    default:
      return { path: at, says: message };
  }
}

const joined = (at: string, field: string): string => (at === "" ? field : `${at}.${field}`);

/** `/spec/steps/2/pause` as people write it. */
const pathOf = (pointer: string): string =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : joined(path, step)), "");

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function unique(faults: readonly SchemaFault[]): SchemaFault[] {
  const seen = new Set<string>();
  return faults.filter(({ path, says }) => {
    const key = `${path} ${says}`;
    return !seen.has(key) && seen.add(key);
  });
}

const mapOf = (value: unknown): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
