import type { Properties } from "../../../../../local/plugins/lib/struct.ts";
import { parseCheckpoint } from "../../../../../local/plugins/resource-kubernetes/checkpoint.ts";
import { put } from "../../../../../local/plugins/resource-kubernetes/objects.ts";
import { create } from "../../../../../local/plugins/resource-kubernetes/operations/create.ts";
import { remove } from "../../../../../local/plugins/resource-kubernetes/operations/delete.ts";
import { read } from "../../../../../local/plugins/resource-kubernetes/operations/read.ts";
import type { Step } from "../../../../../local/plugins/resource-kubernetes/operations/write.ts";
import { fakeApi, type FakeApi } from "../support/fake-api.ts";
import { listeningEngine, sessionOn, stepOn } from "../support/session.ts";

const PATH = "/api/v1/namespaces/n/configmaps/a";
const inputs: Properties = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "a", namespace: "n" },
  data: { a: "1" },
};

let api: FakeApi;
let step: Step;

beforeEach(async () => {
  api = await fakeApi();
  step = stepOn(await sessionOn(api, listeningEngine()));
});

afterEach(async () => {
  step.session.client.close();
  await api.close();
});

const change = (data: Properties): void => {
  api.objects.set(PATH, put(api.objects.get(PATH) ?? {}, ["data"], data));
};

describe("read", () => {
  it("answers inputs in their old shape with live values, so that drift shows", async () => {
    const { id, state } = await create(step, inputs);
    change({ a: "2", b: "new" });

    const found = await read(step, { id, state, inputs });

    expect(found?.inputs).toEqual({ ...inputs, data: { a: "2" } });
    expect(found?.state["data"]).toEqual({ a: "2", b: "new" });
  });

  it("keeps the field manager", async () => {
    const { id, state } = await create(step, inputs);

    const found = await read(step, { id, state, inputs });

    expect(parseCheckpoint(found?.state ?? {}).fieldManager).toBe(
      parseCheckpoint(state).fieldManager,
    );
  });

  it("finds nothing where nothing is, and where the type is gone", async () => {
    const widget = { apiVersion: "example.com/v1", kind: "Widget" };

    expect(await read(step, { id: "n/a", state: {}, inputs: {} })).toBeUndefined();
    expect(await read(step, { id: "n/a", state: widget, inputs: widget })).toBeUndefined();
  });

  it("imports an object of ours with the inputs it was created from and its field manager", async () => {
    const { state } = await create(step, inputs);
    const live = api.objects.get(PATH) ?? {};
    api.objects.set(PATH, { ...live, immutable: false, status: {} });

    const found = await read(step, { id: "n/a", state: {}, inputs: {} });

    expect(found?.inputs).toEqual(inputs);
    expect(parseCheckpoint(found?.state ?? {}).fieldManager).toBe(
      parseCheckpoint(state).fieldManager,
    );
  });

  it("imports an object of others with all but its status and what the server wrote", async () => {
    const metadata = { name: "a", namespace: "n", uid: "u", resourceVersion: "1" };
    api.objects.set(PATH, { ...inputs, metadata, status: {} });

    const found = await read(step, { id: "n/a", state: {}, inputs: {} });

    expect(found?.inputs).toEqual(inputs);
  });
});

describe("remove", () => {
  it("deletes what depends on the object first, and is done when it is gone", async () => {
    const { id, state } = await create(step, inputs);

    await remove(step, id, state);

    const request = api.arrived.find(({ method }) => method === "DELETE");
    expect(JSON.parse(request?.body ?? "")).toEqual({
      apiVersion: "v1",
      kind: "DeleteOptions",
      propagationPolicy: "Foreground",
    });
    expect(api.objects.size).toBe(0);
  });

  it.each([
    ["orphan", "Orphan"],
    ["background", "Background"],
  ])("deletes with the policy %s", async (policy, propagationPolicy) => {
    const annotations = { "pulumi.com/deletionPropagationPolicy": policy };
    const { id, state } = await create(step, put(inputs, ["metadata", "annotations"], annotations));

    await remove(step, id, state);

    const request = api.arrived.find(({ method }) => method === "DELETE");
    expect(JSON.parse(request?.body ?? "")).toMatchObject({ propagationPolicy });
  });

  it("is done when there is nothing to delete", async () => {
    const { id, state } = await create(step, inputs);
    api.objects.clear();

    await expect(remove(step, id, state)).resolves.toBeUndefined();
  });
});
