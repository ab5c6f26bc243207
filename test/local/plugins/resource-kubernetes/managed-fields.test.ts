import type { Properties } from "../../../../local/plugins/lib/struct.ts";
import {
  asApplied,
  isTakenOver,
  ownedPart,
  ownersOf,
  ownManager,
  relinquished,
  takenOver,
} from "../../../../local/plugins/resource-kubernetes/managed-fields.ts";
import { at } from "../../../../local/plugins/resource-kubernetes/objects.ts";

const OURS = "pulumi-kubernetes-0badcafe";

const entry = (
  manager: string,
  operation: string,
  fieldsV1: Properties,
  subresource = "",
): Properties => ({
  manager,
  operation,
  fieldsV1,
  ...(subresource === "" ? {} : { subresource }),
});
const object = (...managedFields: Properties[]): Properties => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "a", namespace: "n", uid: "u", managedFields },
  data: { a: "1", b: "2" },
});

describe("takenOver", () => {
  it("gives our manager what kubectl changed, besides what it has", () => {
    const live = object(
      entry("other", "Apply", { "f:x": {} }),
      entry(OURS, "Apply", { "f:data": { "f:a": {} } }),
      entry("kubectl-edit", "Update", { "f:data": { "f:b": {} } }),
    );

    expect(takenOver(live, OURS)).toEqual([
      entry("other", "Apply", { "f:x": {} }),
      entry(OURS, "Apply", { "f:data": { "f:a": {}, "f:b": {} } }),
    ]);
  });

  it("leaves what was changed through a subresource, and what others applied", () => {
    const scaled = entry("kubectl", "Update", { "f:spec": {} }, "scale");

    expect(takenOver(object(scaled, entry("argocd", "Apply", {})), OURS)).toBeUndefined();
    expect(isTakenOver("kubectl", "Update", "scale")).toBe(false);
  });
});

describe("asApplied", () => {
  it("keeps of a create what the inputs say, without the defaults", () => {
    const port = 'k:{"port":80,"protocol":"TCP"}';
    const fields = {
      "f:spec": {
        "f:type": {},
        "f:ports": { ".": {}, [port]: { ".": {}, "f:port": {}, "f:protocol": {} } },
        "f:selector": {},
      },
    };
    const inputs = { spec: { ports: [{ port: 80 }], selector: { a: "b" } } };

    const entries = asApplied(object(entry(OURS, "Update", fields)), OURS, inputs);

    expect(entries).toEqual([
      entry(OURS, "Apply", {
        "f:spec": {
          "f:ports": { ".": {}, [port]: { ".": {}, "f:port": {} } },
          "f:selector": {},
        },
      }),
    ]);
  });

  it("leaves a create of nothing but defaults, so that its manager is not forgotten", () => {
    const live = object(entry(OURS, "Update", { "f:metadata": { "f:labels": { "f:x": {} } } }));

    expect(asApplied(live, OURS, { metadata: { name: "a" } })).toBeUndefined();
  });
});

describe("relinquished", () => {
  it("drops what that manager applied, and is nothing when there is none", () => {
    const live = object(entry(OURS, "Apply", {}), entry("other", "Apply", {}));

    expect(relinquished(live, OURS)).toEqual([entry("other", "Apply", {})]);
    expect(relinquished(live, "nobody")).toBeUndefined();
  });
});

describe("ownManager", () => {
  it("is the one manager of ours, and nobody when there are two", () => {
    const other = "pulumi-kubernetes-11111111";

    expect(ownManager(object(entry(OURS, "Apply", {}), entry("kubectl", "Update", {})))).toBe(OURS);
    expect(ownManager(object(entry(OURS, "Apply", {}), entry(other, "Apply", {})))).toBeUndefined();
    expect(ownManager(object(entry("kubectl", "Update", {})))).toBeUndefined();
  });
});

describe("ownedPart", () => {
  it("is what the manager set, and what names the object", () => {
    const live = object(
      entry(OURS, "Apply", { "f:data": { "f:a": {} } }),
      entry("kubectl", "Update", { "f:data": { "f:b": {} } }),
    );

    expect(ownedPart(live, OURS)).toEqual({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "a", namespace: "n" },
      data: { a: "1" },
    });
  });

  it("finds items by their keys and values", () => {
    const live = {
      ...object(
        entry(OURS, "Apply", {
          "f:list": { 'k:{"name":"x"}': { "f:name": {}, "f:image": {} } },
          "f:set": { 'v:"b"': {} },
        }),
      ),
      list: [{ name: "x", image: "i", other: 1 }, { name: "y" }],
      set: ["a", "b"],
    };

    expect(at(ownedPart(live, OURS), "list")).toEqual([{ name: "x", image: "i" }]);
    expect(at(ownedPart(live, OURS), "set")).toEqual(["b"]);
  });
});

describe("ownersOf", () => {
  it("tells whose a field is", () => {
    const live = object(
      entry(OURS, "Apply", { "f:spec": { "f:a": {}, "f:b": {} } }),
      entry("hpa", "Update", { "f:spec": { "f:b": {}, "f:c": {} } }),
    );

    expect(ownersOf(live, OURS, ["spec", "a"])).toEqual({ own: true, others: false });
    expect(ownersOf(live, OURS, ["spec", "b"])).toEqual({ own: true, others: true });
    expect(ownersOf(live, OURS, ["spec", "c"])).toEqual({ own: false, others: true });
    expect(ownersOf(live, OURS, ["spec", "d"])).toEqual({ own: false, others: false });
  });
});
