import { endOfString, parseJson } from "../../../../ops/lib/manifests/parse-json.ts";

const reading = (text: string) => () => parseJson(text, "x.json");

describe("parseJson", () => {
  it("reads one value, and several one after the other", () => {
    expect(parseJson('{"a": [1, "}{"]}', "x").values).toEqual([{ a: [1, "}{"] }]);
    expect(parseJson('{"a": 1}\n{"b": "\\"{"} []', "x").values).toEqual([
      { a: 1 },
      { b: '"{' },
      [],
    ]);
  });

  it("knows the lines of values, of elements, and of the items of lists", () => {
    const text = [
      "[",
      '  {"kind": "Pod", "spec": {"items": [{"x": 1}]}},',
      '  {"kind": "List", "note": ":{[", "items": [',
      '    {"kind": "A"},',
      '    {"kind": "B"}',
      "  ]}",
      "]",
    ].join("\n");
    const { lineOf } = parseJson(text, "x.json");

    expect(["0", "0/0", "0/1", "0/1/0", "0/1/1"].map(lineOf)).toEqual([1, 2, 3, 4, 5]);
    expect(parseJson('{}\n\n{"a": {}}', "x").lineOf("1")).toBe(3);
    expect(lineOf("7/7")).toBe(1);
  });

  it.each([
    ["twice in a row", '{"a": 1,\n "a": 2}', 'x.json line 2: sets "a" twice; keep one of the two'],
    ["deep below", '[{"b": {"c": 1, "d": [], "c": 2}}]', 'x.json line 1: sets "c" twice; keep one'],
    ["written differently", '{"a": 1, "\\u0061": 2}', 'x.json line 1: sets "a" twice; keep one'],
    ["in the second value", '{"a": 1}\n{"b": 1, "b": 1}', 'x.json line 2: sets "b" twice; keep'],
    ["with blanks", '{"a" \n : 1, "a"\t: 2}', 'x.json line 2: sets "a" twice; keep one'],
  ])("refuses a key that is set %s", (_, text, message) => {
    expect(reading(text)).toThrow(message);
  });

  it.each([
    '{"a": "b\\":\\"c", "b": ":"}',
    '[{"a": 1}, {"a": 2}]',
    '{"a": {"a": {"a": ["a", "a"]}}}',
    '{"a": "\\\\", "b": "\\\\\\":"}',
    '{"__proto__": {"x": 1}, "constructor": 2}',
    '{":": 1, "::": 2, "a\\":": 3}',
  ])("finds no double in %s", (text) => {
    expect(parseJson(text, "x").values).toEqual([JSON.parse(text)]);
  });

  it.each([
    [
      "half a value",
      '{"a": 1,\n',
      "x.json line 2: is no JSON: expected double-quoted property name; correct the JSON there",
    ],
    [
      "a word",
      '{"a":\n nope}',
      "x.json line 2: is no JSON: unexpected token 'o'; correct the JSON there",
    ],
    [
      "half a second value",
      '{"a": 1}\n{"b": }',
      "x.json line 2: is no JSON: unexpected token '}'; correct the JSON there",
    ],
    [
      "a word between two values",
      '{"a": 1} and {"b": 1}',
      "x.json line 1: is no JSON: unexpected non-whitespace character after JSON; correct the JSON there",
    ],
    [
      "deep nesting",
      `{"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
      "x.json: is nested deeper than 256 levels; flatten it",
    ],
  ])("refuses %s in one line", (_, text, message) => {
    expect(reading(text)).toThrow(new Error(message));
  });

  it("takes 256 levels", () => {
    expect(reading(`${"[".repeat(256)}${"]".repeat(256)}`)).not.toThrow();
    expect(reading(`${"[".repeat(257)}${"]".repeat(257)}`)).toThrow("nested deeper");
  });

  it("finds the end of a string behind any number of backslashes", () => {
    expect(endOfString('"a\\"b"', 0)).toBe(5);
    expect(endOfString('"a\\\\"b"', 0)).toBe(4);
    expect(endOfString('"open', 0)).toBe(5);
  });
});
