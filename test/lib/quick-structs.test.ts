import { createRequire } from "node:module";

import { type Protobuf, protobufOfTheSdk, quickStructs } from "../../lib/quick-structs.ts";

interface Struct {
  serializeBinary(): Uint8Array;
  toJavaScript(): object;
  toArray(): unknown[];
}
const load = createRequire(import.meta.url);
const { Struct } = load("google-protobuf/google/protobuf/struct_pb.js") as {
  Struct: {
    fromJavaScript(value: object): Struct;
    deserializeBinary(bytes: Uint8Array): Struct;
  };
};

/** A value nested that deep, with a list and a map on each level. */
const nested = (depth: number): object =>
  depth === 0
    ? { leaf: true }
    : { properties: { [`p${depth}`]: nested(depth - 1) }, list: [1, null] };

const value = nested(12);
function everything() {
  const made = Struct.fromJavaScript(value);
  const bytes = made.serializeBinary();
  const read = Struct.deserializeBinary(bytes);
  return { bytes, arrays: [made.toArray(), read.toArray()], again: read.toJavaScript() };
}

/** How often the library walks a message while it makes a value; it calls the function `g` itself. */
function walks(depth: number): number {
  const prototype = protobufOfTheSdk().Message.prototype as Record<string, () => unknown>;
  const real = prototype["g"] ?? (() => undefined);
  let count = 0;
  prototype["g"] = function () {
    count += 1;
    return real.call(this);
  };
  Struct.fromJavaScript(nested(depth));
  prototype["g"] = real;
  return count;
}

describe("quickStructs", () => {
  const before = everything();
  const growthBefore = walks(32) / walks(16);
  const changed = quickStructs();

  it("finds the library as it is made", () => {
    expect(changed).toBe(true);
  });

  it("changes no byte, no value and no array", () => {
    expect(everything()).toEqual(before);
    expect(before.again).toEqual(value);
  });

  it("walks a value once, not once per level", () => {
    expect(growthBefore).toBeGreaterThan(3);
    expect(walks(32) / walks(16)).toBeLessThan(2.2);
  });

  it("leaves a library alone that is made otherwise", () => {
    const made = class {
      toArray(): unknown[] {
        return [];
      }
    };

    expect(quickStructs({ Message: made, Map: made } as Protobuf)).toBe(false);
  });
});
