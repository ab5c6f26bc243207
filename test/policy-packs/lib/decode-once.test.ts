import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { decodeOnce } from "../../../policy-packs/lib/decode-once.ts";

describe("decodeOnce", () => {
  it("decodes each request once, however many rules ask, and never for remediations", () => {
    const decode = jest.fn((struct: object, proxySecrets: boolean) => ({ struct, proxySecrets }));
    const sdk = { deserializeProperties: decode as (struct: object, secrets: boolean) => object };
    decodeOnce(sdk);
    const [one, other] = [{}, {}];

    expect(sdk.deserializeProperties(one, false)).toBe(sdk.deserializeProperties(one, false));
    expect(sdk.deserializeProperties(other, false)).not.toBe(sdk.deserializeProperties(one, false));
    expect(sdk.deserializeProperties(one, true)).not.toBe(sdk.deserializeProperties(one, true));
    expect(decode).toHaveBeenCalledTimes(4);
  });

  it("changes nothing of an SDK that has no such function", () => {
    const sdk = {};

    decodeOnce(sdk);

    expect(sdk).toEqual({});
  });

  it("finds the function where this version of the SDK has it", () => {
    const sdk = createRequire(import.meta.url)("@pulumi/policy/deserialize.js") as object;
    const server = createRequire(import.meta.url).resolve("@pulumi/policy/server.js");

    expect(sdk).toHaveProperty("deserializeProperties", expect.any(Function));
    expect(readFileSync(server, "utf8")).toMatch(
      /deserialize_1\.deserializeProperties\(req\.getProperties\(\), false\)/,
    );
  });
});
