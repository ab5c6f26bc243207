import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Properties } from "../../../../../local/plugins/lib/struct.ts";
import { gvkOf } from "../../../../../local/plugins/resource-kubernetes/kinds.ts";
import { typed } from "../../../../../local/plugins/resource-kubernetes/types/typed.ts";

interface Vector {
  readonly name: string;
  readonly object: Properties;
  /** What client-go 0.36 makes of it, cut to the fields that were there; null when it does not fit its type. */
  readonly typed: Properties | null;
}

const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, "typed.vectors.json"), "utf8"),
) as Vector[];

describe("typed", () => {
  it.each(vectors)("does what client-go does: $name", (vector) => {
    const result = typed(vector.object, gvkOf(vector.object));

    expect(result?.object ?? null).toEqual(vector.typed);
  });

  it("names the fields a type does not have", () => {
    const container = { name: "c", imagee: "x" };
    const object = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      spec: { replicaz: 3, template: { spec: { containers: [container] } } },
    };

    const result = typed(object, gvkOf(object));

    expect(result?.unknownFields).toEqual([
      "spec.replicaz",
      "spec.template.spec.containers[0].imagee",
    ]);
  });

  it("leaves custom types alone", () => {
    const object = { apiVersion: "example.com/v1", kind: "Widget", spec: { cpu: 1 } };

    expect(typed(object, gvkOf(object))).toBeUndefined();
  });
});
