import { objectsOf, subjectOf } from "../../../policy-packs/lib/subject.ts";

const read = (type: string, props: Readonly<Record<string, unknown>> = {}) =>
  objectsOf(subjectOf({ type, name: "it", props })).map((object) => object.read());

describe("subjectOf", () => {
  it.each([
    ["kubernetes:core/v1:Namespace", "v1", "Namespace"],
    ["kubernetes:apps/v1:Deployment", "apps/v1", "Deployment"],
    ["kubernetes:argoproj.io/v1alpha1:Rollout", "argoproj.io/v1alpha1", "Rollout"],
    ["kubernetes:helm.sh/v3:Release", "helm.sh/v3", "Release"],
    ["kubernetes:yaml/v2:ConfigGroup", "yaml/v2", "ConfigGroup"],
    ["pulumi:providers:kubernetes", "", ""],
    ["intelgraph:environment:Environment", "", ""],
    ["aws:s3/bucket:Bucket", "", ""],
  ])("reads %s as %j %s", (type, apiVersion, kind) => {
    expect(subjectOf({ type, name: "it", props: {} })).toMatchObject({ apiVersion, kind });
  });
});

describe("objectsOf", () => {
  it("takes a resource for the object it declares", () => {
    expect(read("kubernetes:apps/v1:Deployment")).toEqual([
      { group: "apps", kind: "Deployment", patch: false, props: {} },
    ]);
  });

  it("takes a patch for a part of the object it patches", () => {
    const props = { apiVersion: "apps/v1", kind: "Deployment" };

    expect(read("kubernetes:apps/v1:DeploymentPatch", props)).toEqual([
      { group: "apps", kind: "Deployment", patch: true, props },
    ]);
  });

  it("takes a list for its items, each of the kind it names or the list implies", () => {
    const items = [{ metadata: {} }, { apiVersion: "batch/v1", kind: "Job" }];

    expect(read("kubernetes:core/v1:PodList", { items })).toEqual([
      { group: "", kind: "Pod", patch: false, props: items[0] },
      { group: "batch", kind: "Job", patch: false, props: items[1] },
    ]);
  });

  it.each([
    ["another kind", { kind: "Pod" }, "its type says ConfigMap, its kind and apiVersion say Pod"],
    [
      "another group",
      { apiVersion: "apps/v1" },
      "its type says ConfigMap, its kind and apiVersion say apps/ConfigMap",
    ],
    ["a kind that is no text", { kind: 1 }, "kind is not a text"],
  ])("refuses an object that claims %s", (_, props, message) => {
    expect(() => read("kubernetes:core/v1:ConfigMap", props)).toThrow(message);
  });

  it.each([
    ["that is null", [null], "is not an object"],
    ["without a kind", [{}], "names no kind"],
  ])("refuses an item %s", (_, items, message) => {
    expect(() => read("kubernetes:core/v1:List", { items })).toThrow(message);
  });
});
