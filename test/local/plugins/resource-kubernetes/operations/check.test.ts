import { isSecret, secret, UNKNOWN } from "../../../../../local/plugins/lib/marks.ts";
import type { Properties } from "../../../../../local/plugins/lib/struct.ts";
import { at, put } from "../../../../../local/plugins/resource-kubernetes/objects.ts";
import {
  check,
  type CheckFacts,
} from "../../../../../local/plugins/resource-kubernetes/operations/check.ts";
import type { Session } from "../../../../../local/plugins/resource-kubernetes/session.ts";
import { fakeApi, type FakeApi } from "../support/fake-api.ts";
import { listeningEngine, sessionOn, URN } from "../support/session.ts";

const configMap: Properties = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } };
const facts = (news: Properties, more: Partial<CheckFacts> = {}): CheckFacts => ({
  urn: URN,
  seed: new Uint8Array([1]),
  olds: {},
  news,
  proposedName: "",
  ...more,
});
const urnOf = (token: string): string => `urn:pulumi:s::p::${token}::x`;

let api: FakeApi;
let engine: ReturnType<typeof listeningEngine>;
let session: Session;

beforeEach(async () => {
  api = await fakeApi();
  engine = listeningEngine();
  session = await sessionOn(api, engine, { namespace: "given" });
});

afterEach(async () => {
  session.client.close();
  await api.close();
});

describe("check", () => {
  it("puts objects that name no namespace into the provider's, and leaves those without one", async () => {
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "a" } };

    const placed = await check(session, facts(configMap));
    const bare = await check(
      session,
      facts(namespace, { urn: urnOf("kubernetes:core/v1:Namespace") }),
    );

    expect(placed.inputs).toEqual(put(configMap, ["metadata", "namespace"], "given"));
    expect(bare.inputs).toEqual(namespace);
  });

  it("names what has no name after the resource and eight digits, and keeps that name", async () => {
    const first = await check(session, facts({ data: { a: "1" } }));
    const again = await check(
      session,
      facts({ data: { a: "2" } }, { olds: first.inputs, seed: new Uint8Array([2]) }),
    );

    expect(at(first.inputs, "metadata", "name")).toMatch(/^x-[0-9a-f]{8}$/);
    expect(at(again.inputs, "metadata")).toEqual(at(first.inputs, "metadata"));
  });

  it("takes the name that the engine's autonaming proposes, and refuses when it forbids made-up names", async () => {
    const proposed = await check(session, facts({}, { proposedName: "proposed" }));
    const forbidden = await check(session, facts({}, { proposedName: undefined }));

    expect(at(proposed.inputs, "metadata", "name")).toBe("proposed");
    expect(forbidden.failures).toEqual([
      { property: "", reason: "set metadata.name: autonaming is disabled" },
    ]);
  });

  it("does not name what has an unknown name", async () => {
    const { inputs } = await check(session, facts({ metadata: { name: UNKNOWN } }));

    expect(at(inputs, "metadata")).toEqual({ name: UNKNOWN, namespace: "given" });
  });

  it("fills apiVersion and kind in from the type", async () => {
    const { inputs } = await check(session, facts({ metadata: { name: "a" } }));

    expect([inputs["apiVersion"], inputs["kind"]]).toEqual(["v1", "ConfigMap"]);
  });

  it("keeps secrets secret, and makes all data of a Secret one", async () => {
    const urn = urnOf("kubernetes:core/v1:Secret");
    const marked = await check(session, facts({ ...configMap, data: { a: secret("s"), b: "p" } }));
    const kept = await check(session, facts({ kind: "Secret", stringData: { a: "s" } }, { urn }));

    expect(at(marked.inputs, "data")).toEqual({ a: secret("s"), b: "p" });
    expect(isSecret(kept.inputs["data"])).toBe(true);
    expect(kept.inputs["stringData"]).toBeUndefined();
  });

  it("leaves out what a built-in type does not have, and says so", async () => {
    const { inputs } = await check(session, facts({ ...configMap, dat: { a: "1" } }));

    expect(inputs["dat"]).toBeUndefined();
    expect(engine.said).toEqual(["warning: v1/ConfigMap has no field dat: it is left out"]);
  });

  it.each<[string, string, Properties, RegExp]>([
    [
      "patch resources",
      "kubernetes:core/v1:ConfigMapPatch",
      {},
      /does not support patch resources \(kubernetes:core\/v1:ConfigMapPatch\); manage the whole object/,
    ],
    [
      "lists",
      "kubernetes:core/v1:ConfigMapList",
      { kind: "ConfigMapList" },
      /a list cannot be created; create the objects in it/,
    ],
    [
      "generated names",
      "kubernetes:core/v1:ConfigMap",
      { metadata: { generateName: "a-" } },
      /set metadata.name or leave both out/,
    ],
    [
      "charts",
      "kubernetes:helm.sh/v3:Release",
      {},
      /does not support kubernetes:helm.sh\/v3:Release/,
    ],
    ["other packages", "random:index:RandomId", {}, /does not support random:index:RandomId/],
    [
      "conditions nobody can read",
      "kubernetes:core/v1:ConfigMap",
      { metadata: { annotations: { "pulumi.com/waitFor": "x" } } },
      /^pulumi.com\/waitFor: cannot read "x"/,
    ],
  ])("refuses %s", async (_what, token, news, reason) => {
    const { failures } = await check(session, facts(news, { urn: urnOf(token) }));

    expect(failures.map((failure) => failure.reason).join()).toMatch(reason);
  });

  it("takes a custom type for namespaced until its definition says otherwise", async () => {
    const urn = urnOf("kubernetes:example.com/v1:Widget");
    const spec = { group: "example.com", scope: "Cluster", names: { kind: "Widget" } };
    const definition = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      spec,
    };
    const before = await check(session, facts({ metadata: { name: "w" } }, { urn }));
    const definitionUrn = urnOf("kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition");
    await check(session, facts(definition, { urn: definitionUrn }));

    const after = await check(session, facts({ metadata: { name: "w" } }, { urn }));

    expect(at(before.inputs, "metadata")).toEqual({ name: "w", namespace: "given" });
    expect(at(after.inputs, "metadata")).toEqual({ name: "w" });
  });
});
