import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { carries } from "../../../policy-packs/lib/kinds.ts";
import { subjectOf } from "../../../policy-packs/lib/subject.ts";
import { groupOf } from "../../../policy-packs/lib/subject.ts";

const sdk = dirname(createRequire(import.meta.url).resolve("@pulumi/kubernetes/package.json"));

/** The type tokens of every resource class in the provider's SDK, read from its sources without running it. */
function tokens(): string[] {
  const files = readdirSync(sdk, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".js") && !path.includes("node_modules"),
  );
  const found = files.flatMap((path) => {
    const source = readFileSync(join(sdk, path), "utf8");
    return [...source.matchAll(/__pulumiType = '(kubernetes:[^']+)'/g)].map(([, type]) => type);
  });
  return [...new Set(found)].filter((type) => type !== undefined);
}

const objectOf = (type: string) => {
  const { apiVersion, kind } = subjectOf({ type, name: "it", props: {} });
  const plain = kind.replace(/(List|Patch)$/, "");
  return { group: groupOf(apiVersion), kind: plain, patch: false, props: {} };
};

describe("carries", () => {
  it("knows every kind of the provider's SDK", () => {
    const all = tokens();

    const unknown = all.filter((type) => carries(objectOf(type)) === "unknown");

    expect(all.length).toBeGreaterThan(300);
    expect(unknown).toEqual([]);
  });

  it("finds pods in the kinds of the SDK that have a pod template, old versions included", () => {
    const carriers = tokens().filter((type) => Array.isArray(carries(objectOf(type))));
    const kinds = new Set(carriers.map((type) => type.replace(/(List|Patch)$/, "")));

    expect([...kinds].sort()).toEqual([
      "kubernetes:apps/v1:DaemonSet",
      "kubernetes:apps/v1:Deployment",
      "kubernetes:apps/v1:ReplicaSet",
      "kubernetes:apps/v1:StatefulSet",
      "kubernetes:apps/v1beta1:Deployment",
      "kubernetes:apps/v1beta1:StatefulSet",
      "kubernetes:apps/v1beta2:DaemonSet",
      "kubernetes:apps/v1beta2:Deployment",
      "kubernetes:apps/v1beta2:ReplicaSet",
      "kubernetes:apps/v1beta2:StatefulSet",
      "kubernetes:batch/v1:CronJob",
      "kubernetes:batch/v1:Job",
      "kubernetes:batch/v1beta1:CronJob",
      "kubernetes:batch/v2alpha1:CronJob",
      "kubernetes:core/v1:Pod",
      "kubernetes:core/v1:PodTemplate",
      "kubernetes:core/v1:ReplicationController",
      "kubernetes:extensions/v1beta1:DaemonSet",
      "kubernetes:extensions/v1beta1:Deployment",
      "kubernetes:extensions/v1beta1:ReplicaSet",
    ]);
  });

  it("knows no kind of an unknown group, whatever it is called", () => {
    const object = { group: "example.com", kind: "ConfigMap", patch: false, props: {} };

    expect(carries(object)).toBe("unknown");
  });

  it("reads the template of a Rollout that has one beside its reference", () => {
    const spec = { template: {}, workloadRef: {} };
    const object = { group: "argoproj.io", kind: "Rollout", patch: false, props: { spec } };

    expect(carries(object)).toEqual(["spec", "template", "spec"]);
  });

  describe("of an analysis", () => {
    const query = { name: "errors", provider: { prometheus: { query: "up" } } };
    const job = { name: "smoke", provider: { job: { spec: { template: {} } } } };
    const carried = (kind: string, spec: unknown, group = "argoproj.io") =>
      carries({ group, kind, patch: false, props: { spec } });

    it.each(["AnalysisTemplate", "ClusterAnalysisTemplate"])(
      "%s: nothing where it only asks, nobody knows where it measures by a Job",
      (kind) => {
        expect(carried(kind, { metrics: [query, query] })).toBe("nothing");
        expect(carried(kind, { metrics: [job] })).toBe("unknown");
        expect(carried(kind, { metrics: [query, job, query] })).toBe("unknown");
      },
    );

    it.each([
      ["no spec", undefined],
      ["a spec that is not known yet", "[unknown]"],
      ["no metrics", {}],
      ["metrics that are no list", { metrics: { errors: query } }],
      ["a metric that is not known yet", { metrics: [query, "[unknown]"] }],
      ["a metric without a provider", { metrics: [{ name: "errors" }] }],
      [
        "a provider that is not known yet",
        { metrics: [{ name: "errors", provider: "[unknown]" }] },
      ],
    ])("of %s nobody knows", (_, spec) => {
      expect(carried("AnalysisTemplate", spec)).toBe("unknown");
    });

    it("nobody knows of another group, or of the run that a template is started as", () => {
      expect(carried("AnalysisTemplate", { metrics: [query] }, "example.com")).toBe("unknown");
      expect(carried("AnalysisRun", { metrics: [query] })).toBe("unknown");
    });
  });
});
