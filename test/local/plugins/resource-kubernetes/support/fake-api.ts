import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import type { Properties } from "../../../../../local/plugins/lib/struct.ts";
import { nameOf, put } from "../../../../../local/plugins/resource-kubernetes/objects.ts";

/** One request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** What to do with a request in place of answering it: carry it out and hang up, hang up at once, or answer that. */
export type Mishap =
  "lose the answer" | "hang up" | { readonly status: number; readonly body: Properties };

/** An API server that knows ConfigMaps in memory, on loopback, without authentication. */
export interface FakeApi {
  readonly kubeconfig: string;
  readonly arrived: Arrived[];
  readonly objects: Map<string, Properties>;
  /** Decides about the next requests, one after the other; undefined for no mishap. */
  mishap: (request: Arrived) => Mishap | undefined;
  close(): Promise<void>;
}

export const UID = "11111111-2222-3333-4444-555555555555";
const TYPES = {
  items: [
    {
      metadata: { name: "" },
      versions: [
        {
          version: "v1",
          resources: [
            { resource: "configmaps", responseKind: { kind: "ConfigMap" }, scope: "Namespaced" },
            { resource: "namespaces", responseKind: { kind: "Namespace" }, scope: "Cluster" },
          ],
        },
      ],
    },
  ],
};

export async function fakeApi(): Promise<FakeApi> {
  const arrived: Arrived[] = [];
  const objects = new Map<string, Properties>();
  const api = { arrived, objects, mishap: (): Mishap | undefined => undefined };
  const server = createServer((request, response) => void answer(api, request, response));
  const port = await listen(server);
  const kubeconfig = JSON.stringify({
    "current-context": "fake",
    contexts: [{ name: "fake", context: { cluster: "fake", user: "fake" } }],
    clusters: [{ name: "fake", cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: "fake", user: {} }],
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => {
        resolve();
      });
    });
  return Object.assign(api, { kubeconfig, close });
}

async function answer(
  api: Pick<FakeApi, "arrived" | "objects" | "mishap">,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const one = {
    method: request.method ?? "",
    url: request.url ?? "",
    body: Buffer.concat(chunks).toString(),
  };
  api.arrived.push(one);
  const mishap = api.mishap(one);
  if (mishap === "hang up") return void request.socket.destroy();
  const { status, body } = typeof mishap === "object" ? mishap : carriedOut(api.objects, one);
  if (mishap === "lose the answer") return void request.socket.destroy();
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function carriedOut(
  objects: Map<string, Properties>,
  { method, url, body }: Arrived,
): { status: number; body: Properties } {
  const { pathname, searchParams } = new URL(url, "http://fake");
  if (pathname === "/api") return { status: 200, body: TYPES };
  if (pathname === "/apis") return { status: 200, body: { items: [] } };
  if (pathname === "/api/v1/namespaces/kube-system")
    return { status: 200, body: { metadata: { uid: UID } } };
  const dryRun = searchParams.has("dryRun");
  if (method === "POST") {
    const object = JSON.parse(body) as Properties;
    const key = `${pathname}/${nameOf(object)}`;
    if (objects.has(key))
      return refusal(409, "AlreadyExists", `configmaps "${nameOf(object)}" already exists`);
    const made = stamped(object, searchParams.get("fieldManager") ?? "");
    if (!dryRun) objects.set(key, made);
    return { status: 201, body: made };
  }
  const object = objects.get(pathname);
  if (object === undefined) return refusal(404, "NotFound", "not found");
  if (method === "DELETE") objects.delete(pathname);
  if (method !== "PATCH" || body.startsWith("[")) return { status: 200, body: object };
  const applied = {
    ...object,
    ...(JSON.parse(body) as Properties),
    metadata: object["metadata"] ?? {},
  };
  if (!dryRun) objects.set(pathname, applied);
  return { status: 200, body: applied };
}

function stamped(object: Properties, manager: string): Properties {
  const managedFields = [{ manager, operation: "Update", fieldsV1: { "f:data": {} } }];
  const named = put(object, ["metadata", "uid"], "made");
  return put(
    put(named, ["metadata", "managedFields"], managedFields),
    ["metadata", "resourceVersion"],
    "1",
  );
}

export const refusal = (
  code: number,
  reason: string,
  message: string,
): { status: number; body: Properties } => ({
  status: code,
  body: { kind: "Status", code, reason, message },
});

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
