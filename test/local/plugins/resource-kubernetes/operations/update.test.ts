import { InitFailure } from "../../../../../local/plugins/lib/errors.ts";
import { UNKNOWN } from "../../../../../local/plugins/lib/marks.ts";
import type { Properties } from "../../../../../local/plugins/lib/struct.ts";
import { parseCheckpoint } from "../../../../../local/plugins/resource-kubernetes/checkpoint.ts";
import { at } from "../../../../../local/plugins/resource-kubernetes/objects.ts";
import { create } from "../../../../../local/plugins/resource-kubernetes/operations/create.ts";
import {
  previewUpdate,
  update,
} from "../../../../../local/plugins/resource-kubernetes/operations/update.ts";
import type { Step } from "../../../../../local/plugins/resource-kubernetes/operations/write.ts";
import { fakeApi, refusal, type FakeApi } from "../support/fake-api.ts";
import { listeningEngine, sessionOn, stepOn } from "../support/session.ts";

const PATH = "/api/v1/namespaces/n/configmaps/a";
const configMap = (data: Properties, annotations: Properties = {}): Properties => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "a", namespace: "n", annotations },
  data,
});
const conflict = refusal(409, "Conflict", "Apply failed with 1 conflict");
const conflictWith = (message: string): { status: number; body: Properties } => ({
  ...conflict,
  body: { ...conflict.body, details: { causes: [{ field: ".data.a", message }] } },
});

let api: FakeApi;
let engine: ReturnType<typeof listeningEngine>;
let step: Step;
let state: Properties;

beforeEach(async () => {
  api = await fakeApi();
  engine = listeningEngine();
  step = stepOn(await sessionOn(api, engine));
  ({ state } = await create(step, configMap({ a: "1" })));
  api.arrived.length = 0;
});

afterEach(async () => {
  step.session.client.close();
  await api.close();
});

const applies = () =>
  api.arrived.filter(({ method, url }) => method === "PATCH" && url.includes("force"));
const facts = (news: Properties, ignoreChanges: readonly string[] = []) => ({
  state,
  news,
  ignoreChanges,
});

describe("update", () => {
  it("applies the new inputs with the field manager of the state, without force", async () => {
    const updated = await update(step, facts(configMap({ a: "2" })));

    const { fieldManager } = parseCheckpoint(state);
    expect(at(updated, "data", "a")).toBe("2");
    expect(applies().map(({ url }) => url)).toEqual([
      `${PATH}?fieldManager=${fieldManager}&fieldValidation=Warn&force=false`,
    ]);
  });

  it.each([
    ["the annotation asks for it", configMap({ a: "2" }, { "pulumi.com/patchForce": "true" }), {}],
    ["the provider asks for it", configMap({ a: "2" }), { enablePatchForce: "true" }],
  ])("takes fields of others over where %s", async (_who, news, settings) => {
    const forcing = stepOn(await sessionOn(api, engine, settings));

    await update(forcing, facts(news));

    expect(applies()[0]?.url).toMatch(/force=true$/);
    forcing.session.client.close();
  });

  it("keeps the resource with the one line that names the field and its manager", async () => {
    api.mishap = ({ url }) =>
      url.includes("force") ? conflictWith('conflict with "kubectl" using v1') : undefined;

    const failure = await update(step, facts(configMap({ a: "2" }))).catch(
      (error: unknown) => error,
    );

    expect(failure).toBeInstanceOf(InitFailure);
    const { id, reasons, properties } = (failure as InitFailure).facts;
    expect(id).toBe("n/a");
    expect(reasons).toEqual([
      'ConfigMap n/a was not updated: field conflict: data.a is managed by "kubectl"; leave the field out, list it in ignoreChanges, or take it over with the annotation pulumi.com/patchForce: "true"',
    ]);
    expect([at(properties, "data", "a"), at(properties, "__inputs", "data", "a")]).toEqual([
      "1",
      "2",
    ]);
  });

  it("says that the object is gone", async () => {
    api.objects.clear();

    await expect(update(step, facts(configMap({ a: "2" })))).rejects.toThrow(
      "ConfigMap n/a: is gone; run a refresh, then again",
    );
  });

  it("leaves an ignored field to others, and at its live value where it is ours", async () => {
    const live = api.objects.get(PATH) ?? {};
    const managedFields = [
      { manager: "hpa", operation: "Update", fieldsV1: { "f:data": { "f:a": {} } } },
      {
        manager: parseCheckpoint(state).fieldManager,
        operation: "Apply",
        fieldsV1: { "f:data": { "f:b": {} } },
      },
    ];
    const metadata = { ...(live["metadata"] as Properties), managedFields };
    api.objects.set(PATH, { ...live, metadata, data: { a: "theirs", b: "live" } });

    await update(step, facts(configMap({ a: "2", b: "2", c: "2" }), ["data.a", "data.b"]));

    const sent = JSON.parse(applies()[0]?.body ?? "{}") as Properties;
    expect(sent["data"]).toEqual({ b: "live", c: "2" });
  });
});

describe("previewUpdate", () => {
  it("changes nothing", async () => {
    const foreseen = await previewUpdate(step, facts(configMap({ a: "2" })));

    expect(at(foreseen, "data", "a")).toBe("2");
    expect(at(api.objects.get(PATH), "data", "a")).toBe("1");
  });

  it("answers the inputs while values are unknown", async () => {
    const news = configMap({ a: UNKNOWN });

    expect(await previewUpdate(step, facts(news))).toEqual(news);
    expect(applies()).toEqual([]);
  });

  it.each([
    [
      "warns of a conflict that the update will meet",
      'conflict with "kubectl" with subresource "scale" using v1',
      1,
    ],
    ["is silent about one that the update takes over", 'conflict with "kubectl-edit" using v1', 0],
  ])("%s", async (_what, message, warnings) => {
    api.mishap = ({ url }) => (url.includes("force=false") ? conflictWith(message) : undefined);

    await previewUpdate(step, facts(configMap({ a: "2" })));

    expect(engine.said).toHaveLength(warnings);
  });
});
