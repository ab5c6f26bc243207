import { InitFailure } from "../../../../../local/plugins/lib/errors.ts";
import { UNKNOWN } from "../../../../../local/plugins/lib/marks.ts";
import type { Properties } from "../../../../../local/plugins/lib/struct.ts";
import { parseCheckpoint } from "../../../../../local/plugins/resource-kubernetes/checkpoint.ts";
import { at } from "../../../../../local/plugins/resource-kubernetes/objects.ts";
import {
  create,
  previewCreate,
} from "../../../../../local/plugins/resource-kubernetes/operations/create.ts";
import { update } from "../../../../../local/plugins/resource-kubernetes/operations/update.ts";
import type { Step } from "../../../../../local/plugins/resource-kubernetes/operations/write.ts";
import { fakeApi, refusal, type FakeApi, type Mishap } from "../support/fake-api.ts";
import { listeningEngine, sessionOn, stepOn, URN } from "../support/session.ts";

const PATH = "/api/v1/namespaces/n/configmaps/a";
const inputs: Properties = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "a", namespace: "n" },
  data: { a: "1" },
};

let api: FakeApi;
let engine: ReturnType<typeof listeningEngine>;
let step: Step;

beforeEach(async () => {
  api = await fakeApi();
  engine = listeningEngine();
  step = stepOn(await sessionOn(api, engine));
});

afterEach(async () => {
  step.session.client.close();
  await api.close();
});

/** Lets the first POSTs fail that way. */
function failCreates(mishap: Mishap, times: number): void {
  let left = times;
  api.mishap = ({ method, url }) => {
    if (method !== "POST" || !url.includes("configmaps") || left === 0) return undefined;
    left -= 1;
    return mishap;
  };
}

const posts = (): number => api.arrived.filter(({ method }) => method === "POST").length;

describe("create", () => {
  it("answers the id and a state with inputs and field manager", async () => {
    const { id, state } = await create(step, inputs);

    const { inputs: kept, fieldManager } = parseCheckpoint(state);
    expect(id).toBe("n/a");
    expect(kept).toEqual(inputs);
    expect(fieldManager).toMatch(/^pulumi-kubernetes-[0-9a-f]{8}$/);
  });

  it("makes the create look like an apply of its inputs", async () => {
    await create(step, inputs);

    const claim = api.arrived.find(({ method }) => method === "PATCH")?.body ?? "[]";
    expect(at(JSON.parse(claim) as Properties[], 0, "value", 0, "operation")).toBe("Apply");
  });

  it("never takes over an object that is there", async () => {
    api.objects.set(PATH, { ...inputs, data: { a: "theirs" } });

    await expect(create(step, inputs)).rejects.toThrow(
      "ConfigMap n/a: already exists; import it, give it another name, or say with an alias that it is the same resource",
    );
    expect(at(api.objects.get(PATH), "data", "a")).toBe("theirs");
  });

  it("applies its inputs to what is there when the settings let it, and never by force", async () => {
    api.objects.set(PATH, { ...inputs, data: { a: "before" } });
    const { session } = step;
    const settings = { ...session.settings, upsertExistingObjects: true };

    await create({ ...step, session: { ...session, settings } }, inputs);

    expect(at(api.objects.get(PATH), "data", "a")).toBe("1");
    const applies = api.arrived.filter(({ url }) => url.includes("force="));
    expect(applies.map(({ url }) => /force=(\w+)/.exec(url)?.[1])).toEqual(["false"]);
  });

  it("knows its own object again when the answer was lost", async () => {
    failCreates("lose the answer", 1);

    const { id } = await create(step, inputs);

    expect([id, posts(), api.objects.size]).toEqual(["n/a", 2, 1]);
  });

  it("says in one line what the server has against the object", async () => {
    failCreates(
      refusal(422, "Invalid", 'ConfigMap "a" is invalid: metadata.name: Invalid value\n  more\n'),
      1,
    );

    await expect(create(step, inputs)).rejects.toThrow(
      /^ConfigMap "a" is invalid: metadata.name: Invalid value$/,
    );
  });

  it("keeps in the state what nobody knows about, and the next update finds out", async () => {
    failCreates("lose the answer", 1);
    const abort = new AbortController();
    const impatient = { ...step, signal: abort.signal };
    abort.abort();

    const failure = await create(impatient, inputs).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(InitFailure);
    const { id, properties, reasons } = (failure as InitFailure).facts;
    expect(id).toBe("n/a");
    expect(reasons.join()).toMatch(
      /^the API at 127.0.0.1:\d+ went away while creating ConfigMap n\/a \(ECONNRESET\); nobody knows whether it was created, the next update finds out$/,
    );
    const settled = await update(step, { state: properties, news: inputs, ignoreChanges: [] });
    expect(at(settled, "metadata", "uid")).toBe("made");
    expect(api.objects.size).toBe(1);
  });

  it("creates in the next update what the lost create had not", async () => {
    const abort = new AbortController();
    abort.abort();
    failCreates("hang up", 1);
    const failure = await create({ ...step, signal: abort.signal }, inputs).catch(
      (error: unknown) => error,
    );

    const state = (failure as InitFailure).facts.properties;
    await update(step, { state, news: inputs, ignoreChanges: [] });

    expect(api.objects.has(PATH)).toBe(true);
  });
});

describe("previewCreate", () => {
  it("asks the server and makes nothing", async () => {
    const { id, state } = await previewCreate(step, inputs);

    expect([id, api.objects.size]).toEqual(["", 0]);
    expect(at(state, "metadata", "uid")).toBe(UNKNOWN);
  });

  it.each([
    ["values are unknown", { ...inputs, data: { a: UNKNOWN } }],
    ["the type is not there yet", { ...inputs, apiVersion: "example.com/v1", kind: "Widget" }],
  ])("answers the inputs while %s", async (_why, marked) => {
    expect(await previewCreate(step, marked)).toEqual({ id: "", state: marked });
    expect(posts()).toBe(0);
  });

  it("answers the inputs while the namespace is not there yet", async () => {
    const missing = refusal(404, "NotFound", 'namespaces "n" not found');
    const details = { kind: "namespaces", name: "n" };
    failCreates({ ...missing, body: { ...missing.body, details } }, 1);

    expect(await previewCreate(step, inputs)).toEqual({ id: "", state: inputs });
    expect(engine.said).toEqual([]);
  });

  it("warns of an object that is there, unless it is to be replaced", async () => {
    api.objects.set(PATH, inputs);

    await previewCreate(step, inputs);
    step.session.known.add(URN);
    await previewCreate(step, inputs);

    expect(engine.said).toEqual([
      'warning: configmaps "a" already exists; the update will be refused: import it as kubernetes:core/v1:ConfigMap, or give it another name',
    ]);
  });

  it("warns of what the server forbids just now", async () => {
    failCreates(refusal(403, "Forbidden", "exceeded quota: q"), 1);

    await previewCreate(step, inputs);

    expect(engine.said).toEqual([
      "warning: exceeded quota: q; the update will be refused unless that changes",
    ]);
  });

  it("fails on what the server finds invalid", async () => {
    failCreates(refusal(422, "Invalid", "no"), 1);

    await expect(previewCreate(step, inputs)).rejects.toThrow("no");
  });
});
