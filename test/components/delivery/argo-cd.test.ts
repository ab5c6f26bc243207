import { ArgoCd } from "../../../components/delivery/argo-cd.ts";
import type { ArgoCdSettings } from "../../../components/delivery/argo-cd/settings.ts";
import type { KubernetesObject } from "../../../components/lib/install/transform.ts";
import { type Recorded, record } from "../../support/record.ts";
import { highlyAvailable, single } from "./settings.ts";
import { images, upstream, withoutKinds } from "./upstream.ts";

const objects = withoutKinds(upstream.argoCd);

const build = async (
  settings: ArgoCdSettings,
  manifest: readonly KubernetesObject[] = objects,
): Promise<readonly Recorded[]> => {
  const { resources } = await record(() => {
    new ArgoCd("argo-cd", { objects: manifest, images, settings, retainedBy: undefined });
  });
  return resources;
};
const byName = (resources: readonly Recorded[]) =>
  new Map(resources.map(({ type, name, inputs }) => [`${type} ${name}`, JSON.stringify(inputs)]));

describe("ArgoCd", () => {
  it("registers each object as a child of its own, none named after a release", async () => {
    const resources = await build(single);
    const children = resources.filter(({ parent }) => parent === "argo-cd");

    expect(children.length).toBe(resources.length - 1);
    expect(resources.filter(({ name }) => /\d+\.\d+/.test(name))).toEqual([]);
  });

  it("declares its own cluster narrowed to where it delivers, with nothing sealed", async () => {
    const resources = await build(single);
    const { spec } = resources.find(({ name }) => name === "argo-cd-own-cluster")?.inputs ?? {};

    expect(spec).toMatchObject({
      encryptedData: {},
      template: {
        metadata: { labels: { "argocd.argoproj.io/secret-type": "cluster" } },
        data: {
          server: "https://kubernetes.default.svc",
          namespaces: "core,predictive",
          clusterResources: "false",
        },
      },
    });
  });

  it("changes exactly the children whose image changed", async () => {
    const before = byName(await build(single));
    const moved = JSON.parse(
      JSON.stringify(objects).replaceAll("redis:7.2.11-alpine", "redis:7.2.12-alpine"),
    ) as readonly KubernetesObject[];
    const after = byName(await build(single, moved));
    const changes = [...after].filter(([key, inputs]) => before.get(key) !== inputs);

    expect([...after.keys()]).toEqual([...before.keys()]);
    expect(changes.map(([key]) => key.split(" ")[1])).toEqual(["argo-cd-deployment-argocd-redis"]);
  });

  it("has a default project that allows nothing, before its server could make one that allows all", async () => {
    const resources = await build(single);
    const { spec } = resources.find(({ name }) => name === "argo-cd-default-project")?.inputs ?? {};
    const { rules } = resources.find(({ name }) => name === "argo-cd-role-argocd-server")
      ?.inputs as { readonly rules: readonly { resources: string[]; verbs: string[] }[] };

    expect(spec).toMatchObject({
      sourceRepos: [],
      destinations: [],
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: [],
    });
    expect(
      rules.filter(({ verbs }) => verbs.includes("create")).map((one) => one.resources),
    ).toEqual([["events"]]);
  });

  it("tells how it is reached", async () => {
    const { outputs } = await record(() => {
      const { server, url, namespace, cluster, secrets } = new ArgoCd("argo-cd", {
        objects,
        images,
        settings: { ...single, exposure: highlyAvailable.exposure },
        retainedBy: undefined,
      });
      return { server, url, namespace, cluster, secrets };
    });

    expect(outputs).toEqual({
      server: "http://argocd-server.argocd.svc:80",
      url: "https://argocd.intelgraph.example",
      namespace: "argocd",
      cluster: "https://kubernetes.default.svc",
      secrets: ["argocd-secret"],
    });
  });

  it("registers nothing when something is wrong", async () => {
    await expect(build({ ...single, delivers: [] })).rejects.toThrow(
      "argo-cd: 1 fault\n  delivers  is empty; name the namespaces of the workloads",
    );
  });
});
