import type { Json, JsonObject } from "../../../lib/artifacts/objects.ts";

/** Shapes that occur more than once get a name when they are at least this long; shorter ones are written out. */
const WORTH_A_NAME = 60;

interface Shape {
  /** The body of the interface, with `<n>` where the shape of that number stands. */
  readonly text: string;
  /** Field it was first met at. */
  readonly hint: string;
  /** How many others it stands in. */
  uses: number;
}

/** Every shape once, found by its text. */
interface Shapes {
  readonly all: readonly Shape[];
  /** A reference to the shape of that text. */
  readonly refer: (text: string, hint: string) => string;
}

function noShapes(): Shapes {
  const all: Shape[] = [];
  const numbers = new Map<string, number>();
  return {
    all,
    refer: (text, hint) => {
      const known = numbers.get(text);
      if (known !== undefined) return `<${known}>`;
      for (const [, number] of text.matchAll(REFERENCE)) {
        const inner = all[Number(number)];
        if (inner !== undefined) inner.uses += 1;
      }
      numbers.set(text, all.length);
      all.push({ text, hint, uses: 0 });
      return `<${all.length - 1}>`;
    },
  };
}

const REFERENCE = /<(\d+)>/g;

/**
 * The type of a structural schema in TypeScript: every leaf an Input, every field readonly, equal shapes written once.
 *
 * Structural schemas are a small part of JSON Schema, and have marks of their own (`x-kubernetes-int-or-string`), which
 * libraries for JSON Schema do not know; nor do these know Inputs.
 */
export function printTypes(name: string, schema: JsonObject): string {
  const shapes = noShapes();
  const root = objectOf(schema, name, shapes);
  const names = namesOf(shapes.all, root);
  const rendered = (text: string, indent: string): string =>
    text
      .replaceAll("\n", `\n${indent}`)
      .replace(REFERENCE, (_, number: string, at: number, whole: string) => {
        const shape = shapes.all[Number(number)];
        if (shape === undefined) throw new Error(`no shape ${number}`);
        const line = whole.slice(whole.lastIndexOf("\n", at) + 1, at);
        const deeper = /^ */.exec(line)?.[0] ?? "";
        return names.get(shape) ?? rendered(shape.text, deeper);
      });
  return [...names]
    .reverse()
    .map(([shape, one]) => {
      const exported = `<${shapes.all.indexOf(shape)}>` === root ? "export " : "";
      return `${exported}interface ${one} ${rendered(shape.text, "")}\n`;
    })
    .join("\n");
}

/** Names of the root and of all shapes that are worth one, innermost first. */
function namesOf(all: readonly Shape[], root: string): ReadonlyMap<Shape, string> {
  const names = new Map<Shape, string>();
  const rootShape = all[Number(root.slice(1, -1))];
  const taken = new Set([rootShape?.hint]);
  for (const shape of all) {
    if (shape === rootShape) {
      names.set(shape, shape.hint);
      continue;
    }
    if (shape.uses < 2 || shape.text.length < WORTH_A_NAME) continue;
    let name = shape.hint;
    for (let n = 2; taken.has(name); n++) name = `${shape.hint}${n}`;
    taken.add(name);
    names.set(shape, name);
  }
  return names;
}

function typeOf(schema: JsonObject, hint: string, shapes: Shapes): string {
  if (schema["x-kubernetes-int-or-string"] === true) return "number | string";
  switch (schema["type"]) {
    case "string":
      return literals(schema["enum"]) ?? "string";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "array":
      return `readonly pulumi.Input<${typeOf(mapOf(schema["items"]), singular(hint), shapes)}>[]`;
    case "object":
      return objectOf(schema, hint, shapes);
    default:
      return "unknown";
  }
}

function objectOf(schema: JsonObject, hint: string, shapes: Shapes): string {
  const properties = Object.entries(mapOf(schema["properties"]));
  if (properties.length === 0) {
    const values = schema["additionalProperties"];
    const value = isMap(values) ? typeOf(values, singular(hint), shapes) : "unknown";
    return `Readonly<Record<string, ${inputOf(value)}>>`;
  }
  const list = schema["required"];
  const required = new Set(Array.isArray(list) ? (list as readonly Json[]) : []);
  const fields = properties.map(([key, value]) => {
    const field = mapOf(value);
    const nullable = field["nullable"] === true ? " | null" : "";
    const type = inputOf(`${typeOf(field, pascal(key), shapes)}${nullable}`);
    const optional = required.has(key) ? ":" : "?:";
    const orNone = required.has(key) || type === "unknown" ? "" : " | undefined";
    return `  readonly ${quoted(key)}${optional} ${type}${orNone};`;
  });
  const isOpen = schema["x-kubernetes-preserve-unknown-fields"] === true;
  const open = isOpen ? ["  readonly [key: string]: unknown;"] : [];
  return shapes.refer(`{\n${[...fields, ...open].join("\n")}\n}`, hint);
}

const inputOf = (type: string): string =>
  type.startsWith("unknown") ? "unknown" : `pulumi.Input<${type}>`;

function literals(values: Json | undefined): string | undefined {
  if (!Array.isArray(values) || values.length === 0) return undefined;
  return [...new Set(values as readonly Json[])].map((one) => JSON.stringify(one)).join(" | ");
}

const quoted = (key: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);

function pascal(key: string): string {
  const words = key.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("") || "Value";
}

const singular = (name: string): string =>
  name.endsWith("ies") ? `${name.slice(0, -3)}y` : name.replace(/(?<=[^s])s$/, "");

const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const mapOf = (value: Json | undefined): JsonObject => (isMap(value) ? value : {});
