import fc from "fast-check";
import structProto from "google-protobuf/google/protobuf/struct_pb.js";

import { fromStruct, toStruct } from "../../../../local/plugins/lib/struct.ts";

const withoutProto = (name: string, value: unknown) => (name === "__proto__" ? undefined : value);

/** What survives JSON and has a name that protobuf maps keep. */
const properties = fc.dictionary(
  fc.string().filter((name) => name !== "__proto__"),
  fc
    .jsonValue({ noUnicodeString: false })
    .map((value) => JSON.parse(JSON.stringify(value), withoutProto) as never),
);

/** Through the wire format, as between two processes. */
function sent(struct: structProto.Struct): structProto.Struct {
  return structProto.Struct.deserializeBinary(struct.serializeBinary());
}

describe("struct", () => {
  it("brings any JSON object over the wire unchanged", () => {
    fc.assert(
      fc.property(properties, (given) => {
        expect(fromStruct(sent(toStruct(given)))).toEqual({ ...given });
      }),
    );
  });

  it("leaves out what is undefined and keeps what is null", () => {
    const struct = toStruct({ gone: undefined, kept: null, list: [null] });

    expect(fromStruct(sent(struct))).toEqual({ kept: null, list: [null] });
  });

  it("reads a missing struct as no properties", () => {
    expect(fromStruct(undefined)).toEqual({});
  });

  it.each([
    ["a function", { spec: { items: [() => 1] } }, "spec.items[0]: a function cannot be sent"],
    ["undefined in a list", { items: [undefined] }, "items[0]: a undefined cannot be sent"],
    [
      "a name",
      JSON.parse('{"a":{"__proto__":1}}') as Record<string, never>,
      "a.__proto__: this name cannot be sent",
    ],
    ["a bigint", { count: 1n }, "count: a bigint cannot be sent"],
  ])("refuses %s by its path", (_, given, message) => {
    expect(() => toStruct(given)).toThrow(message);
  });
});
