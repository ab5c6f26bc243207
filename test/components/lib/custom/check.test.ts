import * as pulumi from "@pulumi/pulumi";

import { TYPED_KINDS } from "../../../../components/crds/generate/kinds.ts";
import { faultsOf, versionsOf } from "../../../../components/lib/custom/check.ts";
import { goPattern } from "../../../../components/lib/custom/go-pattern.ts";
import { known, PENDING } from "../../../../components/lib/custom/reach.ts";
import { readArtifacts } from "../../../../lib/artifacts/lock.ts";
import {
  artifactObject,
  type JsonObject,
  type KubernetesObject,
} from "../../../../lib/artifacts/objects.ts";

const definitionWith = (spec: JsonObject): KubernetesObject => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "widgets.acme.example" },
  spec: {
    group: "acme.example",
    names: { kind: "Widget" },
    versions: [
      { name: "v1", schema: { openAPIV3Schema: { type: "object", properties: { spec } } } },
    ],
  },
});

const said = (schema: JsonObject, spec: unknown): string[] => {
  const object = { apiVersion: "acme.example/v1", kind: "Widget", metadata: { name: "x" }, spec };
  return faultsOf(definitionWith(schema), known(object) ?? null).map(
    ({ path, says }) => `${path}: ${says}`,
  );
};

const fields = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  ...more,
});

describe("an object held to its definition", () => {
  const text = { type: "string" };

  it.each<[string, JsonObject, unknown, string[]]>([
    [
      "an unknown field",
      fields({ size: text }),
      { sise: "s" },
      ["spec.sise: unknown field; did you mean size?"],
    ],
    [
      "an unknown field like no other",
      fields({ size: text, colour: text }),
      { x: 1 },
      ["spec.x: unknown field; known: size, colour"],
    ],
    [
      "a missing field",
      fields({ size: text }, { required: ["size"] }),
      {},
      ["spec.size: missing; set it"],
    ],
    ["a wrong type", fields({ size: text }), { size: 1 }, ["spec.size: is number, must be string"]],
    ["a list for an object", fields({ size: text }), [], ["spec: is array, must be object"]],
    [
      "a wrong value",
      fields({ size: { ...text, enum: ["small", "large"] } }),
      { size: "smal" },
      ['spec.size: "smal" is none of small, large; did you mean small?'],
    ],
    [
      "a pattern",
      fields({ time: { ...text, pattern: "^[0-9]+s$" } }),
      { time: "5" },
      ['spec.time: "5" does not match ^[0-9]+s$'],
    ],
    [
      "a pattern with flags, as Go writes them",
      fields({ on: { ...text, pattern: "^(?i)(abort|warn)?$" } }),
      { on: "stop" },
      ['spec.on: "stop" does not match ^(?i)(abort|warn)?$'],
    ],
    [
      "a fault deep in lists and maps",
      fields({
        steps: {
          type: "array",
          items: fields({ to: { type: "object", additionalProperties: text } }),
        },
      }),
      { steps: [{}, { to: { a: "x", b: 1 } }] },
      ["spec.steps[1].to.b: is number, must be string"],
    ],
    [
      "no alternative that fits",
      fields({ a: text, b: text }, { anyOf: [{ required: ["a"] }, { required: ["b"] }] }),
      {},
      ["spec: fits none of the alternatives that the schema allows"],
    ],
    [
      "a number or a text",
      fields({ port: { "x-kubernetes-int-or-string": true } }),
      { port: true },
      ["spec.port: is boolean, must be integer,string"],
    ],
    [
      "everything at once",
      fields({ a: text, b: text }, { required: ["c"] }),
      { a: 1, b: 2 },
      [
        "spec.c: missing; set it",
        "spec.a: is number, must be string",
        "spec.b: is number, must be string",
      ],
    ],
  ])("tells of %s", (_, schema, spec, faults) => {
    expect(said(schema, spec)).toEqual(faults);
  });

  it.each<[string, JsonObject, unknown]>([
    ["what it asks for", fields({ size: text }, { required: ["size"] }), { size: "s" }],
    [
      "a number or a text",
      fields({ port: { "x-kubernetes-int-or-string": true, anyOf: [{ type: "integer" }, text] } }),
      { port: "http" },
    ],
    [
      "any field where it is open",
      fields({ a: text }, { "x-kubernetes-preserve-unknown-fields": true }),
      { b: [{ c: 1 }] },
    ],
    [
      "an object within it",
      fields({ pod: fields({}, { "x-kubernetes-embedded-resource": true }) }),
      { pod: { kind: "Pod", metadata: { name: "x" } } },
    ],
    [
      "a pattern with flags",
      fields({ on: { ...text, pattern: "^(?i)(abort|warn)?$" } }),
      { on: "Warn" },
    ],
    ["null where it may be", fields({ a: { ...text, nullable: true } }), { a: null }],
    ["null for nothing, as the server does", fields({ a: text }), { a: null }],
    ["undefined for nothing, as the SDK does", fields({ a: text }), { a: undefined }],
    [
      "any value under free keys",
      fields({ a: { type: "object", additionalProperties: true } }),
      { a: { b: [1] } },
    ],
  ])("accepts %s", (_, schema, spec) => {
    expect(said(schema, spec)).toEqual([]);
  });

  it("refuses a field named like one that every object has", () => {
    expect(said(fields({}), { metadata: {} })).toEqual(["spec.metadata: unknown field"]);
  });

  it("refuses all of a version that the definition has not", () => {
    const object = known({ apiVersion: "acme.example/v2", kind: "Widget", spec: {} }) ?? null;

    expect(faultsOf(definitionWith(fields({})), object)).toEqual([
      { path: "apiVersion", says: '"acme.example/v2" is none of acme.example/v1' },
    ]);
  });
});

describe("a pattern as Go reads it", () => {
  it.each([
    ["^(?i)(abort|warn)?$", "Warn", "stop"],
    ["^((?i)sun|mon)day$", "MONday", "monDAY"],
    ["^((?i)a[)(]b|c)d$", "A)Bd", "a)bD"],
    ["^(?i)\\(x\\)$", "(X)", "x"],
    ["^(?i)a(?i)b(?:c)$", "AbC", "ab"],
    ["^[a-z.-]+$", "a-b", "A"],
  ])("holds a flag to its group: %s", (pattern, good, bad) => {
    expect([goPattern(pattern).test(good), goPattern(pattern).test(bad)]).toEqual([true, false]);
  });
});

describe("what is not known yet", () => {
  it("is marked, and whatever stands beside it is not", () => {
    expect(known({ a: pulumi.output(1), b: [Promise.resolve(1), "x"], c: undefined })).toEqual({
      a: PENDING,
      b: [PENDING, "x"],
    });
  });

  it("fits anywhere; what is known beside it is judged all the same", () => {
    const schema = fields(
      { size: { type: "string" }, port: { type: "integer" } },
      { required: ["size"] },
    );

    expect(said(schema, { size: pulumi.output(1), port: "http" })).toEqual([
      "spec.port: is string, must be integer",
    ]);
    expect(said(schema, pulumi.output({}))).toEqual([]);
    expect(said(schema, { sise: pulumi.output("s") })).toEqual([
      "spec.size: missing; set it",
      "spec.sise: unknown field; did you mean size?",
    ]);
  });

  it("leaves alternatives to later, which nobody can choose from yet", () => {
    const a = { type: "string", enum: ["x"] };
    const schema = fields({ a: { type: "string" } }, { anyOf: [{ properties: { a } }] });

    expect(said(schema, { a: pulumi.output("x") })).toEqual([]);
    expect(said(schema, { a: "y" })).toHaveLength(1);
  });
});

describe("the locked definitions", () => {
  const lock = readArtifacts();

  it.each(TYPED_KINDS)("have no keyword that is not looked at: $kind", ({ artifact, file }) => {
    const keywords = new Set<string>();
    for (const version of versionsOf(artifactObject(lock, artifact, file))) {
      const { openAPIV3Schema } = version["schema"] as { readonly openAPIV3Schema: JsonObject };
      collect(openAPIV3Schema, keywords);
    }

    expect([...keywords].filter((keyword) => !LOOKED_AT.includes(keyword))).toEqual([]);
  });
});

/** What reach.ts knows what to do with; format and CEL are the API server's, lists by key are its merging. */
const LOOKED_AT = [
  ...["type", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength", "minItems"],
  ...["maxItems", "minProperties", "maxProperties", "required", "nullable", "allOf", "anyOf"],
  ...["oneOf", "not", "properties", "additionalProperties", "items", "uniqueItems"],
  ...["x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields"],
  ...["x-kubernetes-validations", "x-kubernetes-list-type", "x-kubernetes-list-map-keys"],
  ...["x-kubernetes-map-type", "default", "format", "description"],
];

/** The keywords of a schema and of all within it; its patterns are read as Go reads them. */
function collect(schema: JsonObject, keywords: Set<string>): void {
  for (const [key, value] of Object.entries(schema)) {
    keywords.add(key);
    if (key === "pattern") goPattern(value as string);
    const within =
      key === "properties"
        ? Object.values(value as JsonObject)
        : ["allOf", "anyOf", "oneOf"].includes(key)
          ? (value as readonly JsonObject[])
          : ["items", "additionalProperties", "not"].includes(key)
            ? [value]
            : [];
    for (const one of within) {
      if (typeof one === "object") collect(one as JsonObject, keywords);
    }
  }
}
