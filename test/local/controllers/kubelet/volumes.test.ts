import type { Answer, Api } from "../../../../local/control-plane/api.ts";
import { provideVolumes } from "../../../../local/controllers/kubelet/provision.ts";
import { type Claim, volumeChanges } from "../../../../local/controllers/kubelet/volumes.ts";

const claim = (uid: string, spec: Claim["spec"] = {}, more: object = {}): Claim => ({
  metadata: { name: `data-${uid}`, namespace: "platform", uid, ...more },
  spec: {
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: "20Gi" } },
    ...spec,
  },
  status: { phase: "Pending" },
});
const volume = (uid: string, more: object = {}) => ({
  metadata: { name: `stand-in-${uid}`, ...more },
  spec: { claimRef: { uid } },
});
const namespaces = new Map([["platform", "n1"]]);

describe("volumes", () => {
  it("are made for claims that wait, as these ask for them, and for nobody else", () => {
    const claims = [claim("a", { storageClassName: "fast", volumeMode: "Filesystem" })];
    const { make, remove } = volumeChanges({ claims, volumes: [], namespaces });
    expect(remove).toEqual([]);
    expect(make).toEqual([
      {
        apiVersion: "v1",
        kind: "PersistentVolume",
        metadata: {
          name: "stand-in-a",
          labels: { "app.kubernetes.io/managed-by": "kubelet-stand-in" },
          ownerReferences: [{ apiVersion: "v1", kind: "Namespace", name: "platform", uid: "n1" }],
        },
        spec: {
          accessModes: ["ReadWriteOnce"],
          capacity: { storage: "20Gi" },
          claimRef: {
            apiVersion: "v1",
            kind: "PersistentVolumeClaim",
            name: "data-a",
            namespace: "platform",
            uid: "a",
          },
          hostPath: { path: "/nonexistent/intelgraph/a" },
          persistentVolumeReclaimPolicy: "Retain",
          storageClassName: "fast",
          volumeMode: "Filesystem",
        },
      },
    ]);
  });

  it("get no class where the claim names none", () => {
    const { make } = volumeChanges({ claims: [claim("a")], volumes: [], namespaces });
    expect(make).toEqual([
      expect.objectContaining({
        spec: expect.not.objectContaining({ storageClassName: expect.anything() }) as unknown,
      }),
    ]);
  });

  it.each([
    ["has one", claim("a", { volumeName: "other" })],
    ["has been bound", { ...claim("a"), status: { phase: "Bound" } }],
    ["has no status yet", { metadata: claim("a").metadata, spec: {} }],
    ["is going", claim("a", {}, { deletionTimestamp: "2026-01-01T00:00:00Z" })],
    ["is in a namespace not listed", claim("a", {}, { namespace: "new" })],
  ])("are not made for a claim that %s", (_, one) => {
    expect(volumeChanges({ claims: [one], volumes: [], namespaces }).make).toEqual([]);
  });

  it("are made once, and removed once their claim is gone, also when another has its name", () => {
    const volumes = [
      volume("a"),
      volume("gone"),
      volume("going", { deletionTimestamp: "2026-01-01T00:00:00Z" }),
    ];
    const again = { ...claim("b"), metadata: { ...claim("b").metadata, name: "data-gone" } };
    const { make, remove } = volumeChanges({ claims: [claim("a"), again], volumes, namespaces });
    expect(make).toEqual([
      expect.objectContaining({
        metadata: expect.objectContaining({ name: "stand-in-b" }) as unknown,
      }),
    ]);
    expect(remove).toEqual(["stand-in-gone"]);
  });
});

describe("providing volumes", () => {
  const items = (list: readonly unknown[]): Answer => ({
    status: 200,
    text: JSON.stringify({ items: list }),
  });
  const ours =
    "/api/v1/persistentvolumes?labelSelector=app.kubernetes.io%2Fmanaged-by%3Dkubelet-stand-in";
  const cluster = (answers: Readonly<Record<string, Answer>>) => {
    const sent: string[] = [];
    const known: Readonly<Record<string, Answer>> = {
      [ours]: items([]),
      "/api/v1/persistentvolumeclaims": items([]),
      "/api/v1/namespaces": items([{ metadata: { name: "platform", uid: "n1" } }]),
      ...answers,
    };
    const api: Api = {
      get: (path) => Promise.resolve(known[path] ?? { status: 404, text: "" }),
      send: (method, path) => {
        sent.push(`${method} ${path}`);
        return Promise.resolve(
          known[method] ?? { status: method === "POST" ? 201 : 200, text: "" },
        );
      },
      close: () => undefined,
    };
    return { api, sent };
  };
  const claims = { "/api/v1/persistentvolumeclaims": items([claim("a")]) };

  it("makes what is wanted and removes what nobody claims", async () => {
    const { api, sent } = cluster({ ...claims, [ours]: items([volume("gone")]) });
    expect(await provideVolumes(api)).toEqual({ state: "delivered" });
    expect(sent).toEqual([
      "POST /api/v1/persistentvolumes",
      "DELETE /api/v1/persistentvolumes/stand-in-gone",
    ]);
  });

  it("changes nothing while it cannot know which claims there are", async () => {
    const { api, sent } = cluster({
      [ours]: items([volume("a")]),
      "/api/v1/persistentvolumeclaims": { status: 0, text: "" },
    });
    await expect(provideVolumes(api)).rejects.toThrow("/api/v1/persistentvolumeclaims: status 0");
    expect(sent).toEqual([]);
  });

  it("says why the API server takes none", async () => {
    const POST = { status: 422, text: JSON.stringify({ message: "spec.accessModes: Required" }) };
    const { api } = cluster({ ...claims, POST });
    expect(await provideVolumes(api)).toEqual({
      state: "refused",
      note: "status 422: spec.accessModes: Required",
    });
  });
});
