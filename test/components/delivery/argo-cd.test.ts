import { ArgoCd } from "../../../components/delivery/argo-cd.ts";
import type { ArgoCdSettings } from "../../../components/delivery/argo-cd/settings.ts";
import type { KubernetesObject } from "../../../components/delivery/lib/object.ts";
import { manifest } from "../../support/manifest.ts";
import { type Recorded, record } from "../../support/record.ts";
import { highlyAvailable, image, single } from "./settings.ts";

/** Without the kinds, whose size takes seconds to register; the installer has tests of its own for them. */
const upstream = manifest("argo-cd", "install.yaml").filter(
  ({ kind }) => kind !== "CustomResourceDefinition",
);

const build = async (
  settings: ArgoCdSettings,
  objects: readonly KubernetesObject[] = upstream,
): Promise<readonly Recorded[]> => {
  const { resources } = await record(() => {
    new ArgoCd("argo-cd", { objects, image, settings, retainCrds: true });
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

  it("changes exactly the children whose image changed", async () => {
    const before = byName(await build(single));
    const moved = JSON.parse(
      JSON.stringify(upstream).replaceAll("redis:7.2.11-alpine", "redis:7.2.12-alpine"),
    ) as readonly KubernetesObject[];
    const after = byName(await build(single, moved));
    const changes = [...after].filter(([key, inputs]) => before.get(key) !== inputs);

    expect([...after.keys()]).toEqual([...before.keys()]);
    expect(changes.map(([key]) => key.split(" ")[1])).toEqual(["argo-cd-deployment-argocd-redis"]);
  });

  it("tells how it is reached", async () => {
    const { outputs } = await record(() => {
      const { server, url, namespace, cluster } = new ArgoCd("argo-cd", {
        objects: upstream,
        image,
        settings: { ...single, exposure: highlyAvailable.exposure },
        retainCrds: false,
      });
      return { server, url, namespace, cluster };
    });

    expect(outputs).toEqual({
      server: "http://argocd-server.argocd.svc:80",
      url: "https://argocd.intelgraph.example",
      namespace: "argocd",
      cluster: "https://kubernetes.default.svc",
    });
  });

  it("registers nothing when something is wrong", async () => {
    await expect(build({ ...single, delivers: [] })).rejects.toThrow(
      "argo-cd: 1 fault\n  delivers  is empty; name the namespaces of the workloads",
    );
  });
});
