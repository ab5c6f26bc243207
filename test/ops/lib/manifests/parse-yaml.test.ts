import { parseYaml } from "../../../../ops/lib/manifests/parse-yaml.ts";

const valueOf = (text: string) => parseYaml(text, "x.yaml")[0]?.value;
const reading = (text: string) => () => parseYaml(text, "x.yaml");

describe("parseYaml", () => {
  it("tells documents apart, with the line on which each begins", () => {
    const text = [
      "# licence",
      "",
      "a: 1",
      "---",
      "# nothing here",
      "--- # the third",
      "b: 2",
      "...",
      "%YAML 1.2",
      "---",
      "",
      "# a word first",
      "c: 3",
      "",
    ].join("\n");

    expect(parseYaml(text, "x.yaml")).toEqual([
      { value: { a: 1 }, line: 3, template: undefined },
      { value: { b: 2 }, line: 7, template: undefined },
      { value: { c: 3 }, line: 13, template: undefined },
    ]);
  });

  it("takes a line that only begins like a marker for text", () => {
    expect(valueOf("a: |\n  --- no\n  ---\nb: ---x\n")).toEqual({ a: "--- no\n---\n", b: "---x" });
  });

  it("reads lines that end as on Windows", () => {
    expect(parseYaml("a: 1\r\n---\r\nb: 2\r\n", "x").map(({ line }) => line)).toEqual([1, 3]);
  });

  it("knows the template that Helm notes", () => {
    const [one] = parseYaml("---\n# Source: demo/templates/api.yaml\na: 1\n", "x.yaml");

    expect(one).toMatchObject({ template: "demo/templates/api.yaml", line: 3 });
  });

  it.each([
    ["yes", true],
    ["Off", false],
    ["true", true],
    ["0644", 420],
    ["0o644", 420],
    ["0x1F", 31],
    ["0b101", 5],
    ["-12", -12],
    ["1_000", 1000],
    ["1e3", 1000],
    ["1.5", 1.5],
    ["12:30:45", "12:30:45"],
    ["2026-01-01", "2026-01-01"],
    ["089", 89],
    ["y", true],
    ["~", null],
    ["'yes'", "yes"],
    ["100m", "100m"],
  ])("reads %s as Kubernetes does", (text, value) => {
    expect(valueOf(`a: ${text}`)).toEqual({ a: value });
  });

  it("follows merge keys and aliases", () => {
    expect(valueOf("a: &a {x: 1}\nb: {<<: *a, z: 2}\nc: *a\n")).toEqual({
      a: { x: 1 },
      b: { x: 1, z: 2 },
      c: { x: 1 },
    });
  });

  it.each([
    [
      "a bomb of aliases",
      ["a: &a [x,x,x,x,x,x,x,x,x]"]
        .concat(
          "bcdefg".split("").map((name, at) => {
            const before = "abcdefg".charAt(at);
            return `${name}: &${name} [${Array(9).fill(`*${before}`).join(",")}]`;
          }),
        )
        .join("\n"),
      "x.yaml line 1: grows beyond 200,000 values when its aliases are written out; write the values out; nothing real is that large",
    ],
    [
      "too many aliases",
      `a: &a 1\nb: [${Array(1_001).fill("*a").join(",")}]`,
      "x.yaml line 2: uses more than 1000 aliases; correct the YAML there",
    ],
    [
      "an alias of nothing",
      "a: *b",
      'x.yaml line 1: unidentified alias "b"; correct the YAML there',
    ],
    [
      "a value that holds itself",
      "a: &a {b: *a}",
      "x.yaml line 1: holds an alias to what it is part of; write the value out",
    ],
    [
      "a key twice",
      "---\na: 1\n---\na: 1\nb: 2\na: 3",
      "x.yaml line 6: duplicated mapping key; correct the YAML there",
    ],
    [
      "deep nesting",
      `a: ${"[".repeat(300)}${"]".repeat(300)}`,
      "x.yaml line 1: is nested deeper than 256 levels; correct the YAML there",
    ],
    [
      "bad indentation",
      "a: 1\n---\nkind: Pod\n  bad: 1\n",
      "x.yaml line 4: bad indentation of a mapping entry; correct the YAML there",
    ],
    [
      "a tag of a language",
      "a: !!js/function 'x'",
      "x.yaml line 1: unknown scalar tag !<tag:yaml.org,2002:js/function>; correct the YAML there",
    ],
    [
      "a template that Helm has not been over",
      "a: 1\n---\n{{- if .Values.on }}\nkind: Pod\n{{- end }}\n",
      "x.yaml line 3: looks like a Helm template; give the chart folder",
    ],
  ])("refuses %s in one line", (_, text, message) => {
    expect(reading(text)).toThrow(new Error(message));
  });

  it("takes as many aliases and as much nesting as it says", () => {
    expect(reading(`a: &a 1\nb: [${Array(1_000).fill("*a").join(",")}]`)).not.toThrow();
    expect(reading(`a: ${"[".repeat(250)}${"]".repeat(250)}`)).not.toThrow();
  });
});
