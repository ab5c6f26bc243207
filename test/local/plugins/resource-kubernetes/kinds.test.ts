import {
  apiVersionOf,
  gvkOf,
  gvkOfToken,
  nameOfUrn,
  tokenOfUrn,
} from "../../../../local/plugins/resource-kubernetes/kinds.ts";
import {
  isBuiltIn,
  isBuiltInList,
} from "../../../../local/plugins/resource-kubernetes/types/facts.ts";

describe("types", () => {
  it.each([
    ["kubernetes:core/v1:ConfigMap", { group: "", version: "v1", kind: "ConfigMap" }],
    ["kubernetes:apps/v1:Deployment", { group: "apps", version: "v1", kind: "Deployment" }],
    ["kubernetes:example.com/v1:Widget", { group: "example.com", version: "v1", kind: "Widget" }],
    ["kubernetes:yaml:ConfigFile", undefined],
    ["random:index:RandomId", undefined],
  ])("are read from the token %s", (token, gvk) => {
    expect(gvkOfToken(token)).toEqual(gvk);
  });

  it("are read from an object, core being another word for the core group", () => {
    expect(gvkOf({ apiVersion: "core/v1", kind: "Pod" })).toEqual({
      group: "",
      version: "v1",
      kind: "Pod",
    });
    expect(apiVersionOf({ group: "", version: "v1", kind: "Pod" })).toBe("v1");
  });

  it("and names are read from a URN with parents", () => {
    const urn = "urn:pulumi:s::p::a:b:C$kubernetes:core/v1:ConfigMap::my::name";

    expect(tokenOfUrn(urn)).toBe("kubernetes:core/v1:ConfigMap");
    expect(nameOfUrn(urn)).toBe("my::name");
  });

  it("are built in or not", () => {
    const widget = { group: "example.com", version: "v1", kind: "Widget" };
    const list = { group: "", version: "v1", kind: "PodList" };

    expect(isBuiltIn({ group: "apiextensions.k8s.io", version: "v1", kind: "X" })).toBe(true);
    expect(isBuiltIn(widget)).toBe(false);
    expect(isBuiltInList(list)).toBe(true);
    expect(isBuiltInList({ ...widget, kind: "WidgetList" })).toBe(false);
  });
});
