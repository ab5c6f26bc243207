import path from "node:path";

import { compareSync } from "bcryptjs";
import providerRpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";

import { isSecret, secret, unwrapAll, UNKNOWN } from "../../../../local/plugins/lib/marks.ts";
import { fromStruct, toStruct, type Properties } from "../../../../local/plugins/lib/struct.ts";
import { Caller } from "../fixtures/caller.ts";
import { ended, startPlugin, type Plugin } from "../fixtures/spawn.ts";

const main = path.join(import.meta.dirname, "../../../../local/plugins/resource-random/main.ts");

const urn = (kind: string) =>
  `urn:pulumi:local::x::my:Component$random:index/${kind[0]?.toLowerCase() ?? ""}${kind.slice(1)}:${kind}::name`;

describe("the random provider", () => {
  let plugin: Plugin;
  let caller: Caller<typeof providerRpc.ResourceProviderService>;

  beforeAll(async () => {
    plugin = await startPlugin(main);
    caller = new Caller(providerRpc.ResourceProviderService, plugin.address);
  });

  afterAll(async () => {
    caller.close();
    plugin.process.kill("SIGKILL");
    await ended(plugin.process);
  });

  const check = async (kind: string, inputs: Properties): Promise<string[]> => {
    const request = new providerProto.CheckRequest().setUrn(urn(kind)).setNews(toStruct(inputs));
    const response = await caller.ask("check", request);
    expect(fromStruct(response.getInputs())).toEqual(inputs);
    return response.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
  };

  const create = async (kind: string, inputs: Properties, preview = false) => {
    const request = new providerProto.CreateRequest().setUrn(urn(kind)).setPreview(preview);
    const response = await caller.ask("create", request.setProperties(toStruct(inputs)));
    return { id: response.getId(), state: fromStruct(response.getProperties()) };
  };

  const diff = async (kind: string, state: Properties, inputs: Properties) => {
    const request = new providerProto.DiffRequest().setUrn(urn(kind)).setOlds(toStruct(state));
    const response = await caller.ask("diff", request.setNews(toStruct(inputs)));
    const kinds: Record<string, number> = {};
    response.getDetaileddiffMap().forEach((one, at) => {
      kinds[at] = one.getKind();
    });
    return {
      changes: response.getChanges(),
      replaces: response.getReplacesList(),
      kinds,
    };
  };

  const { DIFF_NONE, DIFF_SOME } = providerProto.DiffResponse.DiffChanges;
  const { ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE } = providerProto.PropertyDiff.Kind;

  describe("RandomId", () => {
    it("writes the same bytes in four ways, each after the prefix", async () => {
      const { id, state } = await create("RandomId", { byteLength: 5, prefix: "p-" });

      const bytes = Buffer.from(id, "base64url");
      const hex = bytes.toString("hex");
      expect(bytes).toHaveLength(5);
      expect(state).toEqual({
        byteLength: 5,
        prefix: "p-",
        b64Url: `p-${id}`,
        b64Std: `p-${bytes.toString("base64")}`,
        hex: `p-${hex}`,
        dec: `p-${BigInt(`0x${hex}`).toString()}`,
      });
    });

    it("imports the documented forms and finds no change against the program", async () => {
      const request = new providerProto.ReadRequest().setUrn(urn("RandomId")).setId("a,b,p-9hUg");

      const response = await caller.ask("read", request);

      const state = fromStruct(response.getProperties());
      const inputs = fromStruct(response.getInputs());
      expect(response.getId()).toBe("p-9hUg");
      expect(inputs).toEqual({ byteLength: 4, prefix: "a,b" });
      expect(state).toMatchObject({
        hex: "a,ba7ef6152",
        b64Std: "a,bp+9hUg==",
        dec: "a,b2817483090",
      });
      expect(await diff("RandomId", state, inputs)).toMatchObject({ changes: DIFF_NONE });
    });

    it("refuses to import what is not base64url", async () => {
      const request = new providerProto.ReadRequest().setUrn(urn("RandomId")).setId("p,!!");

      await expect(caller.ask("read", request)).rejects.toMatchObject({
        details:
          'import of p,!!: "!!" is not base64url; give b64Url, after its prefix and a comma if it has one',
      });
    });
  });

  describe("RandomString", () => {
    it("draws what was asked for and stores the defaults", async () => {
      const inputs = { length: 40, upper: false, special: false, minNumeric: 3 };

      const { id, state } = await create("RandomString", inputs);

      expect(id).toMatch(/^(?=(.*[0-9]){3})[a-z0-9]{40}$/);
      expect(state).toEqual({
        ...{ length: 40, upper: false, lower: true, numeric: true, number: true, special: false },
        ...{ minLower: 0, minUpper: 0, minNumeric: 3, minSpecial: 0 },
        result: id,
      });
    });

    it.each([
      [
        "the old name of numeric",
        { number: false, lower: false, upper: false },
        /^[^0-9a-zA-Z]{9}$/,
      ],
      ["its own special characters", { overrideSpecial: "é", minSpecial: 9 }, /^é{9}$/],
      ["the usual special characters", { overrideSpecial: "", minSpecial: 9 }, /^[^a-zA-Z0-9]{9}$/],
    ])("honours %s", async (_, inputs, expected) => {
      const { id } = await create("RandomString", { length: 9, ...inputs });

      expect(id).toMatch(expected);
    });
  });

  describe("RandomPassword", () => {
    it("marks the result as secret and keeps it out of the id", async () => {
      const { id, state } = await create("RandomPassword", {
        length: 20,
        keepers: { token: secret("s3cret") },
      });

      expect(id).toBe("none");
      expect(isSecret(state["result"])).toBe(true);
      expect(unwrapAll(state)["result"]).toHaveLength(20);
      expect(state["keepers"]).toEqual({ token: secret("s3cret") });
    });

    it("has a bcrypt hash that its text matches, as a secret", async () => {
      const { state } = await create("RandomPassword", { length: 20 });

      const { result, bcryptHash } = unwrapAll(state) as Record<string, string>;
      expect(isSecret(state["bcryptHash"])).toBe(true);
      expect(bcryptHash).toMatch(/^\$2b\$10\$/);
      expect(compareSync(result ?? "", bcryptHash ?? "")).toBe(true);
    });

    it("imports an existing password as a secret", async () => {
      const request = new providerProto.ReadRequest().setUrn(urn("RandomPassword")).setId("Pa55!");

      const response = await caller.ask("read", request);

      expect(response.getId()).toBe("none");
      expect(fromStruct(response.getInputs())).toEqual({ length: 5 });
      expect(fromStruct(response.getProperties())).toMatchObject({ result: secret("Pa55!") });
    });
  });

  it.each(["RandomId", "RandomString", "RandomPassword"])(
    "knows neither id nor value of a %s at preview",
    async (kind) => {
      const inputs = kind === "RandomId" ? { byteLength: 4 } : { length: UNKNOWN };

      const { id, state } = await create(kind, inputs, true);

      expect(id).toBe("");
      expect(unwrapAll(state)).toMatchObject({
        ...inputs,
        ...(kind === "RandomId" ? { hex: UNKNOWN, dec: UNKNOWN } : { result: UNKNOWN }),
      });
    },
  );

  it("reads back what is stored", async () => {
    const request = new providerProto.ReadRequest().setUrn(urn("RandomString")).setId("abc");
    request
      .setInputs(toStruct({ length: 3 }))
      .setProperties(toStruct({ length: 3, result: "abc" }));

    const response = await caller.ask("read", request);

    expect(response.getId()).toBe("abc");
    expect(fromStruct(response.getInputs())).toEqual({ length: 3 });
    expect(fromStruct(response.getProperties())).toEqual({ length: 3, result: "abc" });
  });

  describe("a change", () => {
    const inputs = { length: 8, keepers: { a: "1", b: "2" } };
    const state = { ...inputs, lower: true, numeric: true, number: true, result: "abcdefgh" };

    it.each([
      ["nothing", inputs],
      ["a default spelled out", { ...inputs, lower: true, minLower: 0, number: true }],
      ["an empty override", { ...inputs, overrideSpecial: "" }],
      ["a secret of the same value", { ...inputs, length: secret(8) }],
    ])("is none for %s", async (_, now: Properties) => {
      expect(await diff("RandomString", state, now)).toEqual({
        changes: DIFF_NONE,
        replaces: [],
        kinds: {},
      });
    });

    it.each<[string, Properties, string[], Record<string, number>]>([
      ["a length", { ...inputs, length: 9 }, ["length"], { length: UPDATE_REPLACE }],
      ["an unknown length", { ...inputs, length: UNKNOWN }, ["length"], { length: UPDATE_REPLACE }],
      ["a class", { ...inputs, lower: false }, ["lower"], { lower: UPDATE_REPLACE }],
      [
        "the old name of numeric",
        { ...inputs, number: false },
        ["number", "numeric"],
        { number: UPDATE_REPLACE, numeric: UPDATE_REPLACE },
      ],
      [
        "keepers, key by key",
        { ...inputs, keepers: { a: "other", c: UNKNOWN } },
        ["keepers"],
        { "keepers.a": UPDATE_REPLACE, "keepers.b": DELETE_REPLACE, "keepers.c": ADD_REPLACE },
      ],
      [
        "unknown keepers",
        { ...inputs, keepers: UNKNOWN },
        ["keepers"],
        { keepers: UPDATE_REPLACE },
      ],
      [
        "special characters",
        { ...inputs, overrideSpecial: "-" },
        ["overrideSpecial"],
        { overrideSpecial: ADD_REPLACE },
      ],
    ])("of %s replaces", async (_, now, replaces, kinds) => {
      expect(await diff("RandomString", state, now)).toEqual({
        changes: DIFF_SOME,
        replaces,
        kinds,
      });
    });
  });

  describe("inputs", () => {
    it.each<[string, string, Properties]>([
      ["complete ones", "RandomString", { length: 8, minLower: 8, keepers: { a: "b" } }],
      ["unknown ones", "RandomPassword", { length: UNKNOWN, lower: UNKNOWN, keepers: UNKNOWN }],
      ["secret ones", "RandomId", { byteLength: secret(8), keepers: { a: secret("b") } }],
    ])("pass when they are %s", async (_, kind, inputs) => {
      expect(await check(kind, inputs)).toEqual([]);
    });

    it("are refused all at once, each by its path", async () => {
      const inputs = { length: "8", lower: 1, keepers: { a: 2, b: "x" }, lenght: 3 };

      expect(await check("RandomString", inputs)).toEqual([
        "keepers.a: give a string",
        "length: give a whole number from 1 to 1000000",
        "lower: give true or false",
        "lenght: is not an input of this resource; it has keepers, length, lower, minLower, " +
          "minNumeric, minSpecial, minUpper, number, numeric, overrideSpecial, special, upper",
      ]);
    });

    it.each<[string, string, Properties, string[]]>([
      [
        "no length",
        "RandomString",
        {},
        ["length: is missing; give a whole number from 1 to 1000000"],
      ],
      [
        "no bytes",
        "RandomId",
        { byteLength: 0 },
        ["byteLength: give a whole number from 1 to 1000000"],
      ],
      [
        "a fraction",
        "RandomId",
        { byteLength: 1.5 },
        ["byteLength: give a whole number from 1 to 1000000"],
      ],
      [
        "minimums beyond the length",
        "RandomPassword",
        { length: 3, minLower: 2, minUpper: 2 },
        ["length: is less than the minimums together; give at least 4"],
      ],
      [
        "both names of numeric, at odds",
        "RandomString",
        { length: 3, number: true, numeric: false },
        ["number: contradicts numeric; leave number out, it is the old name"],
      ],
      [
        "no class to draw from",
        "RandomString",
        { length: 3, lower: false, upper: false, numeric: false, special: false },
        ["lower: nothing to draw from; set lower, upper, numeric or special to true"],
      ],
    ])("are refused for %s", async (_, kind, inputs, failures) => {
      expect(await check(kind, inputs)).toEqual(failures);
    });

    it("of another kind of resource name the ones there are", async () => {
      const request = new providerProto.CheckRequest().setUrn(urn("RandomPet"));

      await expect(caller.ask("check", request)).rejects.toMatchObject({
        details:
          "random:index/randomPet:RandomPet: the local stand-in for the random provider does not have it; " +
          "use RandomId, RandomPassword, RandomString, or install the official plugin",
      });
    });
  });
});
