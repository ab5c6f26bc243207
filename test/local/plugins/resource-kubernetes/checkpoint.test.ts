import { isSecret, secret, unwrap } from "../../../../local/plugins/lib/marks.ts";
import type { Properties } from "../../../../local/plugins/lib/struct.ts";
import {
  checkpoint,
  forEngine,
  fromEngine,
  parseCheckpoint,
} from "../../../../local/plugins/resource-kubernetes/checkpoint.ts";
import { at } from "../../../../local/plugins/resource-kubernetes/objects.ts";

const facts = { fieldManager: "pulumi-kubernetes-00000000", initialApiVersion: "v1" };
const configMap: Properties = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } };

describe("checkpoint", () => {
  it("is read back as it was written", () => {
    const live = { ...configMap, data: { a: "1" } };

    const state = checkpoint({ ...facts, inputs: configMap, live }, {});

    expect(parseCheckpoint(state)).toEqual({ ...facts, inputs: configMap, live });
  });

  it("keeps the official names of what is not the object", () => {
    const state = checkpoint({ ...facts, inputs: configMap, live: configMap }, {});

    expect(state).toMatchObject({
      __inputs: configMap,
      __fieldManager: facts.fieldManager,
      __initialApiVersion: "v1",
    });
  });

  it("leaves managed fields out", () => {
    const live = { ...configMap, metadata: { name: "a", managedFields: [{ manager: "x" }] } };

    expect(at(checkpoint({ ...facts, inputs: configMap, live }, {}), "metadata")).toEqual({
      name: "a",
    });
  });

  it("hides in state and inputs what was secret in the inputs", () => {
    const inputs = { ...configMap, data: { a: "hidden", b: "shown" } };
    const marked = { ...inputs, data: { a: secret("hidden"), b: "shown" } };

    const state = checkpoint({ ...facts, inputs, live: inputs }, marked);

    expect([at(state, "data"), at(state, "__inputs", "data")]).toEqual([marked.data, marked.data]);
  });

  it("hides a list whole when a part of it is secret", () => {
    const inputs = { ...configMap, spec: { env: [{ value: "hidden" }] } };
    const marked = { ...configMap, spec: { env: [{ value: secret("hidden") }] } };

    expect(
      isSecret(at(checkpoint({ ...facts, inputs, live: inputs }, marked), "spec", "env")),
    ).toBe(true);
  });

  it("hides all data of a Secret, whatever the program marked", () => {
    const inputs = { ...configMap, kind: "Secret", data: { a: "MQ==" } };

    const state = checkpoint({ ...facts, inputs, live: inputs }, inputs);

    expect([state["data"], at(state, "__inputs", "data")].every((data) => isSecret(data))).toBe(
      true,
    );
    expect(unwrap(state["data"] ?? null)).toEqual({ a: "MQ==" });
  });
});

describe("fromEngine", () => {
  it("writes names with dashes where SDKs have underscores, and forEngine the other way round", () => {
    const sdk = { schema: { x_kubernetes_preserve_unknown_fields: true } };
    const api = { schema: { "x-kubernetes-preserve-unknown-fields": true } };

    expect(fromEngine(sdk)).toEqual(api);
    expect(forEngine(api)).toEqual(sdk);
  });

  it("drops nulls of objects and keeps those of lists", () => {
    expect(fromEngine({ a: null, b: { c: null }, d: [null, { e: null }] })).toEqual({
      b: {},
      d: [null, {}],
    });
  });
});
