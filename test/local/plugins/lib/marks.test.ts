import fc from "fast-check";

import {
  containsSecret,
  containsUnknown,
  isAsset,
  isResource,
  isSecret,
  isUnknown,
  secret,
  secretAllLike,
  unwrap,
  unwrapAll,
  UNKNOWN,
} from "../../../../local/plugins/lib/marks.ts";
import type { Value } from "../../../../local/plugins/lib/struct.ts";

/** An output value as the SDK sends it to plugins that accept outputs. */
const output = (facts: Record<string, Value>): Value => ({
  "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  ...facts,
});

const json = fc.jsonValue() as fc.Arbitrary<Value>;

describe("marks", () => {
  it("unwraps what it marked as secret, at any depth", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(unwrap({ a: [secret(value)], b: secret({ c: secret(value) }) })).toEqual({
          a: [value],
          b: { c: value },
        });
      }),
    );
  });

  it("marks a secret once", () => {
    expect(secret(secret("x"))).toEqual(secret("x"));
  });

  it("sees a secret output as a secret and an output without a value as unknown", () => {
    expect(isSecret(output({ value: "x", secret: true }))).toBe(true);
    expect(isSecret(output({ value: "x" }))).toBe(false);
    expect(isUnknown(output({ dependencies: [] }))).toBe(true);
    expect(unwrap(output({ secret: true }))).toBe(UNKNOWN);
    expect(unwrap(output({ value: [output({ value: 1 })] }))).toEqual([1]);
  });

  it("sees an unknown behind a secret", () => {
    expect(isUnknown(secret(UNKNOWN))).toBe(true);
    expect(isUnknown(secret("known"))).toBe(false);
    expect(isUnknown(undefined)).toBe(false);
  });

  it("looks for unknowns and secrets inside", () => {
    const value = { a: [{ b: secret(UNKNOWN) }] };

    expect([containsUnknown(value), containsSecret(value)]).toEqual([true, true]);
    expect([containsUnknown({ a: [1] }), containsSecret({ a: "x" })]).toEqual([false, false]);
  });

  it("tells assets and resources from data and leaves them marked", () => {
    const asset = {
      "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
      text: "hello",
    };
    const resource = {
      "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
      urn: "urn:pulumi:local::x::y::z",
    };

    expect([isAsset(asset), isAsset(resource), isAsset({})]).toEqual([true, false, false]);
    expect([isResource(resource), isResource(asset)]).toEqual([true, false]);
    expect(unwrapAll({ asset })).toEqual({ asset });
  });

  it("marks outputs secret where the inputs were", () => {
    const inputs = {
      data: secret({ key: "old" }),
      list: [1, secret(2)],
      plain: "x",
      gone: secret("not in the outputs"),
    };

    const marked = secretAllLike(inputs, { data: { key: "new" }, list: [3, 4, 5], plain: "y" });

    expect(marked).toEqual({ data: secret({ key: "new" }), list: [3, secret(4), 5], plain: "y" });
  });
});
