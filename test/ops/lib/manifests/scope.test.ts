import { documentsOf, manifestsOf } from "../../../../ops/lib/manifests/manifest.ts";
import { scopesIn } from "../../../../ops/lib/manifests/scope.ts";

const read = (...objects: readonly object[]) => {
  const text = JSON.stringify(objects);
  return manifestsOf(documentsOf(text, "x.json"), text);
};
const defined = (group: string, kind: string, scope: string) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  spec: { group, names: { kind }, scope },
});
const namespaced = (apiVersion: string, kind: string, ...around: readonly object[]) =>
  read({ apiVersion, kind }).map(scopesIn(read(...around)));

describe("scopesIn", () => {
  it.each([
    ["v1", "Pod", true],
    ["v1", "Namespace", false],
    ["rbac.authorization.k8s.io/v1", "ClusterRole", false],
    ["rbac.authorization.k8s.io/v1", "Role", true],
    ["a.example/v1", "Namespace", true],
    ["a.example/v1", "Widget", true],
    ["a.example/v1", "ClusterWidget", false],
    ["apps/v1", "ClusterThing", true],
    ["cilium.io/v2", "CiliumNetworkPolicy", true],
    ["new.k8s.io/v1", "ClusterThing", true],
  ])("knows of %s %s by itself", (apiVersion, kind, expected) => {
    expect(namespaced(apiVersion, kind)).toEqual([expected]);
  });

  it("believes the definition of a kind, whatever it is called", () => {
    const cluster = defined("a.example", "Widget", "Cluster");
    const named = defined("a.example", "ClusterWidget", "Namespaced");

    expect(namespaced("a.example/v1", "Widget", cluster)).toEqual([false]);
    expect(namespaced("b.example/v1", "Widget", cluster)).toEqual([true]);
    expect(namespaced("a.example/v1", "ClusterWidget", named)).toEqual([true]);
    expect(namespaced("v1", "Pod", { ...cluster, spec: null })).toEqual([true]);
  });
});
