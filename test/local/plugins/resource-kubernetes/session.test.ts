import { readSettings } from "../../../../local/plugins/resource-kubernetes/config/settings.ts";
import { refuseUnlessLoopback } from "../../../../local/plugins/resource-kubernetes/guard.ts";
import { openSession } from "../../../../local/plugins/resource-kubernetes/session.ts";
import { fakeApi, UID, type FakeApi } from "./support/fake-api.ts";
import { listeningEngine, sessionOn } from "./support/session.ts";

const settings = (kubeconfig: string) =>
  readSettings(new Map([["kubernetes:config:kubeconfig", kubeconfig]]), {});
const reach = (server: string) => {
  const unused = {
    ca: undefined,
    cert: undefined,
    key: undefined,
    token: undefined,
    serverName: undefined,
  };
  refuseUnlessLoopback({ server: new URL(server), ...unused, skipVerify: false, namespace: "" });
};

let api: FakeApi;

beforeEach(async () => {
  api = await fakeApi();
});

afterEach(() => api.close());

describe("a session", () => {
  it("opens on the cluster the environment names", async () => {
    const session = await sessionOn(api, listeningEngine());

    expect(session.unreachable).toBeUndefined();
    session.client.close();
  });

  it("does not open on another cluster", async () => {
    const environment = { INTELGRAPH_CLUSTER_UID: "other" };

    await expect(
      openSession(settings(api.kubeconfig), listeningEngine(), environment),
    ).rejects.toThrow(
      `its kube-system has UID ${UID}, this stack belongs to other; use the kubeconfig of this stack's own cluster`,
    );
  });

  it.each([{}, { INTELGRAPH_CLUSTER_UID: "" }])(
    "does not open when nobody says which cluster is meant: %j",
    async (environment) => {
      await expect(
        openSession(settings(api.kubeconfig), listeningEngine(), environment),
      ).rejects.toThrow(
        "refuses to act because INTELGRAPH_CLUSTER_UID does not say which cluster this stack belongs to",
      );
      expect(api.arrived).toEqual([]);
    },
  );

  it("does not open without a kubeconfig", async () => {
    await expect(
      openSession(settings(""), listeningEngine(), { INTELGRAPH_CLUSTER_UID: UID }),
    ).rejects.toThrow(
      "kubernetes provider: has no kubeconfig; pass `kubeconfig` and `context` to the provider",
    );
  });

  it("does not open on a cluster that is away, unless the program says that it may be", async () => {
    await api.close();

    await expect(sessionOn(api, listeningEngine())).rejects.toThrow(
      /^kubernetes provider: the API at 127.0.0.1:\d+ does not answer; start the local cluster with `make up`$/,
    );
    const session = await sessionOn(api, listeningEngine(), { deleteUnreachable: "true" });
    expect(session.unreachable).toMatch(/does not answer$/);
    session.client.close();
    api = await fakeApi();
  });
});

describe("refuseUnlessLoopback", () => {
  it.each([
    "https://127.0.0.1:6443",
    "https://127.255.0.9",
    "http://localhost:1",
    "https://[::1]:6443",
  ])("lets %s pass", (server) => {
    expect(() => {
      reach(server);
    }).not.toThrow();
  });

  it.each([
    "https://10.0.0.1:6443",
    "https://cluster.example",
    "https://127.0.0.1.example.com",
    "https://localhost.example.com",
    "https://[::2]",
    "https://128.0.0.1",
    "https://0.0.0.0",
  ])("refuses %s", (server) => {
    expect(() => {
      reach(server);
    }).toThrow(/refuses the API server .*: it acts on loopback \(127.0.0.1\) only/);
  });
});
