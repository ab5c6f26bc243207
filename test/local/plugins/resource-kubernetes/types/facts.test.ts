import { readFileSync } from "node:fs";
import { join } from "node:path";

import { fieldsOf, shapeOf } from "../../../../../local/plugins/resource-kubernetes/types/facts.ts";

const types = join(import.meta.dirname, "../../../../../local/plugins/resource-kubernetes/types");

describe("kinds.txt", () => {
  it("was generated from the version its generator asks for", () => {
    const [head = ""] = readFileSync(join(types, "kinds.txt"), "utf8").split("\n");
    const module = readFileSync(join(types, "generate/go.mod"), "utf8");

    const [, version = "none"] = /k8s\.io\/client-go (v\S+)/.exec(module) ?? [];

    expect(head).toContain(`k8s.io/client-go ${version} `);
  });

  it("leads from every type to types that are there", () => {
    const lines = readFileSync(join(types, "kinds.txt"), "utf8").split("\n");
    const known = new Set(
      lines.filter((line) => line.startsWith("type ")).map((line) => line.split(" ")[1]),
    );
    const named = lines.flatMap((line) => [...line.matchAll(/#(\S+)/g)].map(([, name]) => name));

    expect(named.filter((name) => !known.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(900);
  });
});

describe("shapeOf and fieldsOf", () => {
  it("tell a pointer from a value and what is left out when it is empty", () => {
    expect(shapeOf({ group: "apps", version: "v1", kind: "Deployment" })).toEqual({
      of: "struct",
      name: "apps/v1.Deployment",
    });
    expect(fieldsOf("apps/v1.DeploymentSpec").get("replicas")).toEqual({
      shape: { of: "pointer", inner: { of: "i" } },
      omitEmpty: true,
    });
    expect(fieldsOf("apps/v1.DeploymentSpec").get("template")?.omitEmpty).toBe(false);
  });
});
