import providerProto from "@pulumi/pulumi/proto/provider_pb.js";

import { fromStruct, toStruct, type Properties } from "../../../../local/plugins/lib/struct.ts";
import { kubernetesProvider } from "../../../../local/plugins/resource-kubernetes/provider.ts";
import { fakeApi, UID, type FakeApi } from "./support/fake-api.ts";
import { listeningEngine, URN } from "./support/session.ts";

const configMap: Properties = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "a", namespace: "n" },
  data: { a: "1" },
};
const context = { signal: new AbortController().signal };

let api: FakeApi;

beforeEach(async () => {
  api = await fakeApi();
});

afterEach(() => api.close());

const provider = (uid: string) =>
  kubernetesProvider(listeningEngine(), { INTELGRAPH_CLUSTER_UID: uid });

function configuration(): providerProto.ConfigureRequest {
  const request = new providerProto.ConfigureRequest();
  request.getVariablesMap().set("kubernetes:config:kubeconfig", api.kubeconfig);
  return request;
}

function creation(): providerProto.CreateRequest {
  const request = new providerProto.CreateRequest();
  request.setUrn(URN);
  request.setProperties(toStruct(configMap));
  return request;
}

describe("the plugin", () => {
  it("creates what it is asked for on its own cluster", async () => {
    const plugin = provider(UID);

    const configured = await plugin.configure?.(configuration(), context);
    const created = await plugin.create?.(creation(), context);

    expect(configured?.getSupportspreview()).toBe(true);
    expect(created?.getId()).toBe("n/a");
    expect(fromStruct(created?.getProperties())["data"]).toEqual({ a: "1" });
  });

  it("does nothing at all once it has refused a cluster", async () => {
    const plugin = provider("another");
    const refusal = /this stack belongs to another/;
    const deletion = new providerProto.DeleteRequest().setUrn(URN).setId("n/a");
    const state = toStruct({ ...configMap, __inputs: configMap });
    deletion.setProperties(state);
    const change = new providerProto.UpdateRequest().setUrn(URN).setId("n/a");
    change.setOlds(state).setNews(toStruct(configMap));

    await expect(plugin.configure?.(configuration(), context)).rejects.toThrow(refusal);

    const news = toStruct(configMap);
    const check = new providerProto.CheckRequest().setUrn(URN).setNews(news);
    const diff = new providerProto.DiffRequest().setUrn(URN).setOlds(state).setNews(news);
    const read = new providerProto.ReadRequest().setUrn(URN).setId("n/a");
    const invoke = new providerProto.InvokeRequest().setTok("kubernetes:yaml:decode");
    await expect(plugin.check?.(check, context)).rejects.toThrow(refusal);
    await expect(plugin.diff?.(diff, context)).rejects.toThrow(refusal);
    await expect(plugin.create?.(creation(), context)).rejects.toThrow(refusal);
    await expect(plugin.create?.(creation().setPreview(true), context)).rejects.toThrow(refusal);
    await expect(plugin.read?.(read, context)).rejects.toThrow(refusal);
    await expect(plugin.update?.(change, context)).rejects.toThrow(refusal);
    await expect(plugin.delete?.(deletion, context)).rejects.toThrow(refusal);
    await expect(plugin.invoke?.(invoke, context)).rejects.toThrow(refusal);
    expect(api.arrived.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("does nothing before it is configured", async () => {
    await expect(provider(UID).create?.(creation(), context)).rejects.toThrow("is not configured");
  });

  it("decodes manifests, lists expanded and objects put into the namespace", async () => {
    const plugin = provider(UID);
    await plugin.configure?.(configuration(), context);
    const text =
      "kind: List\nitems: [{apiVersion: v1, kind: ConfigMap}]\n---\n---\nkind: Namespace\napiVersion: v1\n";
    const request = new providerProto.InvokeRequest().setTok("kubernetes:yaml:decode");
    request.setArgs(toStruct({ text, defaultNamespace: "n" }));

    const answer = await plugin.invoke?.(request, context);

    expect(fromStruct(answer?.getReturn())).toEqual({
      result: [
        { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: "n" } },
        { apiVersion: "v1", kind: "Namespace" },
      ],
    });
  });
});
