import { UNKNOWN } from "../../../../../local/plugins/lib/marks.ts";
import { diffConfig } from "../../../../../local/plugins/resource-kubernetes/config/diff.ts";

const kubeconfig = (server: string): string =>
  JSON.stringify({
    "current-context": "one",
    contexts: [
      { name: "one", context: { cluster: "c" } },
      { name: "two", context: { cluster: "d" } },
    ],
    clusters: [
      { name: "c", cluster: { server } },
      { name: "d", cluster: { server: "https://127.0.0.1:9" } },
    ],
  });
const here = kubeconfig("https://127.0.0.1:1");
const there = kubeconfig("https://127.0.0.1:2");

describe("diffConfig", () => {
  it("is empty when nothing changed", () => {
    expect(diffConfig({ kubeconfig: here }, { kubeconfig: here })).toEqual({
      diffs: [],
      replaces: [],
    });
  });

  it.each([
    ["another server", { kubeconfig: here }, { kubeconfig: there }, ["kubeconfig"]],
    [
      "another context",
      { kubeconfig: here, context: "one" },
      { kubeconfig: here, context: "two" },
      ["context"],
    ],
    [
      "another cluster of it",
      { kubeconfig: here },
      { kubeconfig: here, cluster: "d" },
      ["cluster"],
    ],
    ["an unknown kubeconfig", { kubeconfig: here }, { kubeconfig: UNKNOWN }, ["kubeconfig"]],
    [
      "an unknown context",
      { kubeconfig: here },
      { kubeconfig: here, context: UNKNOWN },
      ["context"],
    ],
    [
      "another identifier",
      { clusterIdentifier: "a" },
      { clusterIdentifier: "b" },
      ["clusterIdentifier"],
    ],
  ])("replaces for %s", (_what, olds, news, replaces) => {
    expect(diffConfig(olds, news)).toEqual({ diffs: replaces, replaces });
  });

  it.each([
    [
      "another server of the same identifier",
      { kubeconfig: here, clusterIdentifier: "a" },
      { kubeconfig: there, clusterIdentifier: "a" },
      ["kubeconfig"],
    ],
    ["a new identifier", {}, { clusterIdentifier: "a" }, ["clusterIdentifier"]],
    ["a kubeconfig where there was none", {}, { kubeconfig: here }, ["kubeconfig"]],
    [
      "a context that leads nowhere",
      { kubeconfig: here },
      { kubeconfig: here, context: "x" },
      ["context"],
    ],
    [
      "a flag",
      { kubeconfig: here },
      { kubeconfig: here, enableSecretMutable: "true" },
      ["enableSecretMutable"],
    ],
  ])("updates for %s", (_what, olds, news, diffs) => {
    expect(diffConfig(olds, news)).toEqual({ diffs, replaces: [] });
  });
});
