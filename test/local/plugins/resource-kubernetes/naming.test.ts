import { UNKNOWN } from "../../../../local/plugins/lib/marks.ts";
import {
  autonamed,
  isAutonamed,
  isNamed,
  newFieldManager,
  suffix,
} from "../../../../local/plugins/resource-kubernetes/naming.ts";

describe("suffix", () => {
  it("is eight hex digits, the same for the same seed", () => {
    const seed = new Uint8Array([1, 2, 3]);

    expect(suffix(seed)).toMatch(/^[0-9a-f]{8}$/);
    expect(suffix(seed)).toBe(suffix(seed));
    expect(suffix(seed)).not.toBe(suffix(new Uint8Array([3, 2, 1])));
  });

  it("is another one each time without a seed", () => {
    expect(suffix(new Uint8Array())).not.toBe(suffix(new Uint8Array()));
  });
});

describe("newFieldManager", () => {
  it("has the official form", () => {
    expect(newFieldManager()).toMatch(/^pulumi-kubernetes-[0-9a-f]{8}$/);
  });
});

describe("autonamed", () => {
  it("names the object and says so", () => {
    const object = autonamed({ metadata: { annotations: { a: "b" } } }, "x-1");

    expect(object).toEqual({
      metadata: { name: "x-1", annotations: { a: "b", "pulumi.com/autonamed": "true" } },
    });
    expect(isAutonamed(object)).toBe(true);
  });

  it("cannot write into annotations nobody knows yet", () => {
    const object = autonamed({ metadata: { annotations: UNKNOWN } }, "x-1");

    expect(object).toEqual({ metadata: { name: "x-1", annotations: UNKNOWN } });
  });
});

describe("isNamed", () => {
  it.each([
    [{ metadata: { name: "a" } }, true],
    [{ metadata: { name: UNKNOWN } }, true],
    [{ metadata: UNKNOWN }, true],
    [{ metadata: {} }, false],
    [{}, false],
  ])("%j: %s", (object, expected) => {
    expect(isNamed(object)).toBe(expected);
  });
});
