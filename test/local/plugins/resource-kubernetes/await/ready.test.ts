import type { Properties } from "../../../../../local/plugins/lib/struct.ts";
import type {
  Client,
  Ref,
  WatchEvent,
} from "../../../../../local/plugins/resource-kubernetes/api/client.ts";
import { whenGone } from "../../../../../local/plugins/resource-kubernetes/await/gone.ts";
import {
  NotReady,
  whenReady,
} from "../../../../../local/plugins/resource-kubernetes/await/ready.ts";

const ref = (kind: string): Ref => ({
  served: { gvk: { group: "", version: "v1", kind }, plural: "x", namespaced: true },
  namespace: "n",
  name: "a",
});
const volume = (phase: string): Properties => ({
  metadata: { name: "a", uid: "u" },
  status: { phase },
});

/** A cluster whose watch tells these events and then stays silent; a read answers the last of them. */
function clusterThat(...events: WatchEvent[]): Client {
  const last = events.at(-1);
  async function* watch(_ref: Ref, _from: string, signal: AbortSignal): AsyncGenerator<WatchEvent> {
    yield* events.splice(0);
    await new Promise((resolve) => {
      signal.addEventListener("abort", resolve);
    });
  }
  const get = () => Promise.resolve(last?.type === "DELETED" ? undefined : last?.object);
  return { watch, get } as unknown as Client;
}

const modified = (object: Properties): WatchEvent => ({ type: "MODIFIED", object });
const wait = (client: Client, more: Partial<Parameters<typeof whenReady>[0]> = {}) =>
  whenReady({
    client,
    ref: ref("PersistentVolume"),
    inputs: {},
    object: volume("Pending"),
    timeout: 5,
    signal: new AbortController().signal,
    status: () => undefined,
    ...more,
  });

describe("whenReady", () => {
  it("answers the object as it was when it became ready", async () => {
    const client = clusterThat(modified(volume("Pending")), modified(volume("Available")));

    expect(await wait(client)).toEqual(volume("Available"));
  });

  it.each([
    ["types nobody waits for", { ref: ref("ConfigMap") }],
    [
      "objects that skip it",
      { inputs: { metadata: { annotations: { "pulumi.com/skipAwait": "true" } } } },
    ],
    ["objects that are ready already", { object: volume("Bound") }],
  ])("does not look at %s", async (_what, more) => {
    const blind = {} as Client;

    expect(await wait(blind, more)).toBeDefined();
  });

  it("gives up after the timeout and says what it waited for", async () => {
    const failure = await wait(clusterThat(modified(volume("Pending"))), { timeout: 0.1 }).catch(
      (error: unknown) => error,
    );

    expect(failure).toBeInstanceOf(NotReady);
    expect((failure as NotReady).message).toBe(
      "PersistentVolume n/a was not ready after 0.1 s: phase Pending",
    );
    expect((failure as NotReady).object).toEqual(volume("Pending"));
  });

  it("ends when the object is deleted meanwhile", async () => {
    const client = clusterThat({ type: "DELETED", object: volume("Pending") });

    await expect(wait(client)).rejects.toThrow(
      "PersistentVolume n/a was deleted while it was waited for",
    );
  });

  it("ends when the run is given up", async () => {
    const abort = new AbortController();
    const waited = wait(clusterThat(modified(volume("Pending"))), { signal: abort.signal });

    abort.abort();

    await expect(waited).rejects.toThrow(
      "PersistentVolume n/a was given up while it was waited for: phase Pending",
    );
  });

  it("looks at what the annotation names in place of the built-in conditions", async () => {
    const annotations = { "pulumi.com/waitFor": "jsonpath={.status.phase}=Released" };
    const client = clusterThat(modified(volume("Available")), modified(volume("Released")));

    expect(await wait(client, { inputs: { metadata: { annotations } } })).toEqual(
      volume("Released"),
    );
  });
});

describe("whenGone", () => {
  const end = (client: Client, timeout = 5) =>
    whenGone({
      client,
      ref: ref("Namespace"),
      timeout,
      signal: new AbortController().signal,
      status: () => undefined,
    });
  const namespace: Properties = {
    metadata: { name: "a", uid: "u", finalizers: ["x.io/guard"] },
    spec: { finalizers: ["kubernetes"] },
    status: {
      conditions: [
        { type: "NamespaceContentRemaining", status: "True", message: "1 widget remains" },
      ],
    },
  };

  it("returns when the object is deleted, and when another one has its name", async () => {
    const another = { metadata: { name: "a", uid: "other" } };
    const replaced = { ...clusterThat(modified(another)), get: () => Promise.resolve(namespace) };
    const deleted = clusterThat({ type: "DELETED", object: namespace });

    await expect(end(replaced as Client)).resolves.toBeUndefined();
    await expect(
      end({ ...deleted, get: () => Promise.resolve(namespace) }),
    ).resolves.toBeUndefined();
  });

  it("says what holds an object that does not go", async () => {
    await expect(end(clusterThat(modified(namespace)), 0.1)).rejects.toThrow(
      "Namespace n/a is still there after 0.1 s: held by x.io/guard, kubernetes; 1 widget remains; remove what holds it and run again",
    );
  });
});
