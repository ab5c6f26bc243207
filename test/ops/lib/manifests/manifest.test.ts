import { documentsOf, isClaimed, manifestsOf } from "../../../../ops/lib/manifests/manifest.ts";

const read = (text: string, file = "x.yaml") => manifestsOf(documentsOf(text, file), text);
const told = (text: string, file?: string) =>
  read(text, file).map(({ apiVersion, kind, place }) => [apiVersion, kind, place.line()]);
const refusal = (text: string, file?: string) => () => read(text, file);

describe("manifestsOf", () => {
  it("reads documents of YAML with the line of each", () => {
    expect(
      told("apiVersion: v1\nkind: Pod\n---\n\napiVersion: apps/v1\nkind: Deployment\n"),
    ).toEqual([
      ["v1", "Pod", 1],
      ["apps/v1", "Deployment", 5],
    ]);
  });

  it("reads one JSON object, an array, and objects one after the other", () => {
    const pod = '{"apiVersion": "v1", "kind": "Pod"}';

    expect(told(pod, "x.json")).toEqual([["v1", "Pod", 1]]);
    expect(told(`[\n${pod},\n${pod}]`, "x.json")).toEqual([
      ["v1", "Pod", 2],
      ["v1", "Pod", 3],
    ]);
    expect(told(`${pod}\n${pod}\n`, "stdin")).toEqual([
      ["v1", "Pod", 1],
      ["v1", "Pod", 2],
    ]);
  });

  it.each([
    ["x.yaml", "{apiVersion: v1, kind: Pod}\n"],
    ["stdin", "{apiVersion: v1, kind: Pod}\n"],
    ["x.yaml", '{"apiVersion": "v1", "kind": "Pod"} # the only one\n'],
    ["x.yaml", '{"apiVersion": "v1", "kind": "Pod"}\n---\n# nothing\n'],
  ])("takes YAML that begins like JSON for what it is (%s)", (file, text) => {
    expect(told(text, file)).toEqual([["v1", "Pod", 1]]);
  });

  it("takes lists apart, and lists within lists; items of a typed list inherit what it says", () => {
    const text = JSON.stringify(
      {
        apiVersion: "v1",
        kind: "List",
        items: [
          { apiVersion: "apps/v1", kind: "DeploymentList", items: [{ metadata: { name: "a" } }] },
          { apiVersion: "v1", kind: "PodList", items: null },
        ],
      },
      undefined,
      1,
    );

    expect(told(text, "x.json")).toEqual([["apps/v1", "Deployment", 9]]);
    expect(told("apiVersion: v1\nkind: ConfigMapList\nitems: [{}, {}]")).toHaveLength(2);
  });

  it("takes a kind that only ends like a list for an object", () => {
    expect(told("apiVersion: a.example/v1\nkind: AllowList\nspec: {}")).toEqual([
      ["a.example/v1", "AllowList", 1],
    ]);
  });

  it.each([
    ["text", "just a text", "x.yaml line 1: is a string, no manifest; give an object with"],
    ["a number", "\n7", "x.yaml line 2: is a number, no manifest; give an object"],
    ["null", "null", "x.yaml line 1: is null, no manifest; give an object"],
    ["null in a list", "[null]", "x.yaml line 1: is null, no manifest; give an object"],
    [
      "other documents",
      "hello: world",
      "x.yaml line 1: has no apiVersion and no kind; give a manifest with apiVersion and kind",
    ],
    ["one without kind", "apiVersion: v1", "x.yaml line 1: has no kind; give a manifest"],
    ["one without version", "kind: Pod", "x.yaml line 1: has no apiVersion; give a manifest"],
    ["an odd kind", "apiVersion: v1\nkind: 7", "x.yaml line 1: kind 7 is not valid; give"],
    ["an odd version", "apiVersion: V 1\nkind: Pod", 'x.yaml line 1: apiVersion "V 1" is not'],
    ["a kind with a blank", "apiVersion: v1\nkind: 'Pod '", 'line 1: kind "Pod " is not valid'],
    [
      "a list without a list",
      "apiVersion: v1\nkind: List\nitems: {}",
      "x.yaml line 1: List: items is no list; give a list of objects",
    ],
    [
      "an item without kind",
      "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1}]",
      "x.yaml line 1: has no kind",
    ],
  ])("refuses %s in one line", (_, text, message) => {
    expect(refusal(text)).toThrow(message);
  });

  it.each([
    "metadata: {name: '{{ .Release.Name }}'}",
    "spec: {a: [{b: '{{- .Values.x | quote }}'}]}",
    "spec: {a: '{{ include \"x\" $.Values.y }}'}",
  ])("refuses what only Helm fills in: %s", (line) => {
    expect(refusal(`apiVersion: v1\nkind: Pod\n${line}`)).toThrow(
      new Error("x.yaml line 1: looks like a Helm template; give the chart folder"),
    );
  });

  it.each([
    "spec: {expr: '{{ $labels.pod }} of {{ $value }}'}",
    "data: {a: '{{ .Values.x }}'}",
    "metadata: {annotations: {a: '{{ .Values.x }}'}}",
    "spec: {template: '{{ .name }}'}",
  ])("leaves braces of other tools alone: %s", (line) => {
    expect(told(`apiVersion: v1\nkind: Pod\n${line}`)).toHaveLength(1);
  });

  it("says of JSON that it is no JSON, and does not try YAML", () => {
    expect(refusal('{"apiVersion": "v1", "kind": }', "x.json")).toThrow(
      "x.json line 1: is no JSON",
    );
    expect(refusal('{"a": 1, "a": 2}', "x.yaml")).toThrow('x.yaml line 1: sets "a" twice');
  });
});

describe("isClaimed", () => {
  it.each([
    ["kind: Pod", true],
    ["apiVersion: v1", true],
    ["[{kind: Pod}]", true],
    ["a: 1", false],
    ["[1, {a: 1}]", false],
    ["text", false],
  ])("looks whether %s claims to be an object of Kubernetes", (text, claimed) => {
    expect(documentsOf(text, "x.yaml").map(isClaimed)).toEqual([claimed]);
  });
});
