import { Fault } from "../../../lib/fault.ts";
import { adoptLost, resolvePending } from "../../../ops/lib/heal.ts";
import { resourcesOf } from "../../../ops/lib/state.ts";
import { fakeCluster, fakeEngine, live, ran, stateWith } from "../support/fakes.ts";
import { factsOf, recorded } from "../support/recorded.ts";

const urn = "urn:pulumi:local::p::kubernetes:core/v1:ConfigMap::a";
const ref = { apiVersion: "v1", kind: "ConfigMap", name: "a", namespace: "core" };
const configMap = {
  urn,
  type: "kubernetes:core/v1:ConfigMap",
  custom: true,
  inputs: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "core" } },
};
const unfinished = { verb: "up", started: "2026-11-24T10:00:00Z" };
const refreshed = { refresh: [ran([])] };

describe("resolvePending", () => {
  it("leaves a state alone in which nothing is pending", async () => {
    const engine = fakeEngine({});

    const healed = await resolvePending(stateWith([]), {
      engine,
      cluster: fakeCluster(),
      unfinished,
    });

    expect(healed).toEqual({ adopted: [], cleared: [] });
    expect(engine.asked).toEqual([]);
  });

  it("takes what exists into the state and lets the plugin read it", async () => {
    const state = stateWith([], [{ type: "creating", resource: configMap }]);
    const engine = fakeEngine(refreshed, state);
    const cluster = fakeCluster([live(ref)]);

    const healed = await resolvePending(state, { engine, cluster, unfinished });

    expect(healed).toEqual({ adopted: ["ConfigMap core/a"], cleared: [] });
    expect(engine.asked).toEqual(["import", `refresh ${urn}`]);
    expect(engine.state && resourcesOf(engine.state).map(({ id }) => id)).toEqual(["core/a"]);
    expect(engine.state?.deployment.pending_operations).toEqual([]);
  });

  it.each([
    ["does not exist", []],
    ["was written by somebody else", [live(ref, { manager: "kubectl" })]],
    ["is older than the run that was killed", [live(ref, { created: "2026-11-23T10:00:00Z" })]],
  ])("forgets a creation whose object %s", async (_, objects) => {
    const state = stateWith([], [{ type: "creating", resource: configMap }]);
    const engine = fakeEngine({}, state);

    const healed = await resolvePending(state, {
      engine,
      cluster: fakeCluster(objects),
      unfinished,
    });

    expect(healed).toEqual({ adopted: [], cleared: ["ConfigMap core/a"] });
    expect(engine.asked).toEqual(["import"]);
    expect(engine.state && resourcesOf(engine.state)).toEqual([]);
  });

  it.each(["updating", "deleting", "reading"])("forgets an operation that was %s", async (type) => {
    const there = { ...configMap, id: "core/a", outputs: { data: {} } };
    const state = stateWith([there], [{ type, resource: there }]);
    const engine = fakeEngine({}, state);

    const healed = await resolvePending(state, {
      engine,
      cluster: fakeCluster([live(ref)]),
      unfinished,
    });

    expect(healed.cleared).toEqual(["ConfigMap core/a"]);
    expect(engine.state && resourcesOf(engine.state)).toEqual([there]);
  });

  it("forgets a random value that was never recorded", async () => {
    const resource = {
      urn: "urn:pulumi:local::p::random:index/randomId:RandomId::r",
      type: "random:index/randomId:RandomId",
      custom: true,
    };
    const state = stateWith([], [{ type: "creating", resource }]);
    const engine = fakeEngine({}, state);

    const healed = await resolvePending(state, { engine, cluster: undefined, unfinished });

    expect(healed.cleared).toEqual(["RandomId r"]);
  });

  it("does not guess about an object it cannot look for", async () => {
    const resource = {
      urn: "urn:pulumi:local::p::aws:s3/bucket:Bucket::b",
      type: "aws:s3/bucket:Bucket",
      custom: true,
    };
    const state = stateWith([], [{ type: "creating", resource }]);
    const engine = fakeEngine({}, state);

    const healing = resolvePending(state, { engine, cluster: fakeCluster(), unfinished });

    await expect(healing).rejects.toThrow(
      "Bucket b: was being created when a run was killed, and whether it exists cannot be told from here; look for it, then either delete it or `pulumi import` it, and forget the operation with `pulumi refresh --clear-pending-creates`",
    );
    expect(engine.asked).toEqual([]);
  });

  it("reads again what was taken in by a run that was killed before it could read", async () => {
    const state = stateWith([{ ...configMap, id: "core/a", outputs: {} }]);
    const engine = fakeEngine(refreshed, state);

    await resolvePending(state, { engine, cluster: fakeCluster(), unfinished });

    expect(engine.asked).toEqual([`refresh ${urn}`]);
  });

  it("says so when the plugin cannot read what it took in", async () => {
    const state = stateWith([], [{ type: "creating", resource: configMap }]);
    const engine = fakeEngine({ refresh: [ran([], { exit: 1 })] }, state);

    const healing = resolvePending(state, {
      engine,
      cluster: fakeCluster([live(ref)]),
      unfinished,
    });

    await expect(healing).rejects.toBeInstanceOf(Fault);
  });
});

describe("adoptLost", () => {
  const { steps } = factsOf(recorded("good.preview"));
  const provider = {
    urn: "urn:pulumi:local::fixture-good::pulumi:providers:kubernetes::cluster",
    type: "pulumi:providers:kubernetes",
    custom: true,
    id: "3b1d",
  };
  const namespace = {
    apiVersion: "v1",
    kind: "Namespace",
    name: "fixture-good",
    namespace: undefined,
  };

  it("takes in what the preview calls new although an unfinished run has made it", async () => {
    const state = stateWith([provider]);
    const engine = fakeEngine(refreshed, state);
    const cluster = fakeCluster([live(namespace)]);

    const healed = await adoptLost(state, steps, { engine, cluster, unfinished });

    expect(healed.adopted).toEqual(["Namespace fixture-good"]);
    expect(engine.state && resourcesOf(engine.state)[1]).toEqual({
      urn: "urn:pulumi:local::fixture-good::kubernetes:core/v1:Namespace::fixture-good",
      type: "kubernetes:core/v1:Namespace",
      custom: true,
      id: "fixture-good",
      provider: `${provider.urn}::3b1d`,
      inputs: { apiVersion: "v1", kind: "Namespace", metadata: { name: "fixture-good" } },
      outputs: {},
    });
  });

  it.each([
    ["every run has ended well", undefined, [live(namespace)], [provider]],
    [
      "the object is somebody else's",
      unfinished,
      [live(namespace, { manager: "helm" })],
      [provider],
    ],
    ["its provider was never recorded", unfinished, [live(namespace)], []],
  ])("takes nothing in when %s", async (_, last, objects, resources) => {
    const state = stateWith(resources);
    const engine = fakeEngine({}, state);

    const healed = await adoptLost(state, steps, {
      engine,
      cluster: fakeCluster(objects),
      unfinished: last,
    });

    expect(healed).toEqual({ adopted: [], cleared: [] });
    expect(engine.asked).toEqual([]);
  });
});
