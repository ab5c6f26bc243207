import fc from "fast-check";

import { JsonFault, parseStrict } from "../../../../policy-packs/provenance/release/strict-json.ts";

const faultOf = (text: string | Buffer) => {
  try {
    parseStrict(Buffer.from(text));
    return undefined;
  } catch (error) {
    return error instanceof JsonFault ? error.message : error;
  }
};

test.each([
  ['{"a":1,"a":2}', 'has the key "a" twice'],
  ['{"a":{"b":1},"c":[{"d":1,"d":1}]}', 'has the key "d" twice'],
  ['{"a":1,"\\u0061":2}', 'has the key "a" twice'],
  ['{"a\\\\":1,"a\\\\":2}', 'has the key "a\\\\" twice'],
  ['{"a\\"":1, "a\\"" :2}', 'has the key "a\\"" twice'],
  ['{"a":', "is no whole JSON (it ends early)"],
  ["", "is no whole JSON (it ends early)"],
  ["\ufeff{}", "is no whole JSON (not UTF-8 JSON)"],
  [Buffer.from([0x22, 0xff, 0x22]), "is no whole JSON (not UTF-8 JSON)"],
])("%s %s", (text, message) => {
  expect(faultOf(text)).toBe(message);
});

test.each(['{"a":{"a":1},"b":[{"a":1},{"a":2}]}', '{"a":"a\\":1,\\"a\\":"}', '["a","a"]', '"{"'])(
  "%s has no key twice",
  (text) => {
    expect(faultOf(text)).toBeUndefined();
  },
);

test("what JSON.stringify writes is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      // Only a text in which no key is repeated comes out of JSON.stringify.
      const written = JSON.stringify(JSON.parse(text));
      expect(parseStrict(Buffer.from(written))).toEqual(JSON.parse(written));
    }),
  );
});
