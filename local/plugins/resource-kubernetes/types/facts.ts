import { readFileSync } from "node:fs";
import { join } from "node:path";

import { apiVersionOf, kindKey, type Gvk } from "../kinds.ts";

/**
 * How a typed client sees a value. Scalars by their letter: s text, b boolean, i whole number, f number, q quantity,
 * t time, u time with microseconds, x number or text, y base64, a anything.
 */
export type Shape =
  | { readonly of: "s" | "b" | "i" | "f" | "q" | "t" | "u" | "x" | "y" | "a" }
  | { readonly of: "pointer" | "list" | "map"; readonly inner: Shape }
  | { readonly of: "struct"; readonly name: string };

export interface Field {
  readonly shape: Shape;
  /** An empty value of it is not written (Go's omitempty). */
  readonly omitEmpty: boolean;
}

export type Fields = ReadonlyMap<string, Field>;

/**
 * kinds.txt, one fact a line: `kind <apiVersion>/<kind> <shape>`, `list <apiVersion>/<kind>`, `type <name> <field>...`
 * with fields as `name:shape`, `?` after the name for omitempty, shapes as letters with `*` pointer, `[` list, `{` map
 * and `#` a type by name.
 */
interface Facts {
  readonly kinds: ReadonlyMap<string, string>;
  readonly lists: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, string>;
  readonly apiVersions: ReadonlySet<string>;
}

/** Groups that are built in without being in that client; the official provider knows them too (kinds.go). */
const ALSO_BUILT_IN = [
  "apiextensions.k8s.io/v1",
  "apiextensions.k8s.io/v1beta1",
  "apiregistration.k8s.io/v1",
  "apiregistration.k8s.io/v1beta1",
];

let loaded: Facts | undefined;
const parsed = new Map<string, Fields>();

/** True for types that come with Kubernetes, false for what a CustomResourceDefinition brings. */
export const isBuiltIn = (gvk: Gvk): boolean => facts().apiVersions.has(apiVersionOf(gvk));

/** True for the lists of built-in types: `PodList`. */
export const isBuiltInList = (gvk: Gvk): boolean => facts().lists.has(kindKey(gvk));

/** How a typed client sees objects of that type; undefined for types it does not know. */
export function shapeOf(gvk: Gvk): Shape | undefined {
  const code = facts().kinds.get(kindKey(gvk));
  return code === undefined ? undefined : parseShape(code);
}

/** The fields of a struct of `shapeOf`. */
export function fieldsOf(name: string): Fields {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const fields = new Map(
    (facts().types.get(name) ?? "").split(" ").filter(Boolean).map(parseField),
  );
  parsed.set(name, fields);
  return fields;
}

function facts(): Facts {
  loaded ??= parse(readFileSync(join(import.meta.dirname, "kinds.txt"), "utf8"));
  return loaded;
}

function parse(text: string): Facts {
  const kinds = new Map<string, string>();
  const lists = new Set<string>();
  const types = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [word, name = "", ...rest] = line.split(" ");
    if (word === "kind") kinds.set(name, rest.join(" "));
    else if (word === "list") lists.add(name);
    else if (word === "type") types.set(name, rest.join(" "));
  }
  const apiVersions = [...kinds.keys()].map((key) => key.slice(0, key.lastIndexOf("/")));
  return { kinds, lists, types, apiVersions: new Set([...apiVersions, ...ALSO_BUILT_IN]) };
}

function parseField(text: string): [string, Field] {
  const [name = "", code = "a"] = text.split(":");
  const bare = name.replace(/[?!]+$/, "");
  return [bare, { shape: parseShape(code), omitEmpty: name.slice(bare.length).includes("?") }];
}

function parseShape(code: string): Shape {
  const rest = code.slice(1);
  switch (code[0]) {
    case "*":
      return { of: "pointer", inner: parseShape(rest) };
    case "[":
      return { of: "list", inner: parseShape(rest) };
    case "{":
      return { of: "map", inner: parseShape(rest) };
    case "#":
      return { of: "struct", name: rest };
    default:
      return { of: (code[0] ?? "a") as "a" };
  }
}
