import type { Api } from "../../../../local/control-plane/api.ts";
import { clusterObjects } from "../../../../local/controllers/kubelet/cluster-objects.ts";
import { provideStorageClasses } from "../../../../local/controllers/kubelet/storage-classes.ts";

const CLASSES = "/apis/storage.k8s.io/v1/storageclasses";
const asking = (storageClassName?: string) => ({
  metadata: { name: "platform" },
  spec: { storage: { volumeClaimTemplate: { spec: { storageClassName } } } },
});

describe("storage classes", () => {
  const provided = async (
    lists: Readonly<Record<string, readonly object[]>>,
    there: readonly string[] = [],
    { get = 404, post = 201 } = {},
  ) => {
    const posts: object[] = [];
    const api = {
      get: (path: string) => {
        const name = path.split("/").at(-1) ?? "";
        if (path.startsWith(CLASSES))
          return Promise.resolve({ status: there.includes(name) ? 200 : get, text: "{}" });
        const text = JSON.stringify({ items: lists[name] ?? [] });
        return Promise.resolve({ status: 200, text });
      },
      send: (_: string, path: string, body: object) => {
        posts.push({ path, body });
        return Promise.resolve({ status: post, text: '{"message":"no"}' });
      },
    } as unknown as Api;
    return { outcome: await provideStorageClasses(api, clusterObjects(api)), posts };
  };

  it("are made once for all that ask for one the cluster has not", async () => {
    const lists = { prometheuses: [asking("gp3"), asking()], alertmanagers: [asking("gp3")] };

    const { outcome, posts } = await provided(lists);

    expect(outcome).toEqual({ state: "delivered" });
    expect(posts).toMatchObject([
      {
        path: CLASSES,
        body: {
          kind: "StorageClass",
          metadata: { name: "gp3", labels: { "app.kubernetes.io/managed-by": "kubelet-stand-in" } },
          reclaimPolicy: "Retain",
        },
      },
    ]);
    expect((await provided(lists, ["gp3"])).posts).toEqual([]);
    expect((await provided({})).posts).toEqual([]);
  });

  it("that are refused are told, and an API that does not say is waited for", async () => {
    const lists = { prometheuses: [asking("gp3")] };

    const { outcome } = await provided(lists, [], { post: 403 });
    expect(outcome).toEqual({ state: "refused", note: "status 403: no" });
    await expect(provided(lists, [], { get: 500 })).rejects.toThrow(`${CLASSES}/gp3: status 500`);
  });
});
