import { rules } from "../../../policy-packs/all/rules.ts";
import { assess } from "../../../policy-packs/lib/judge.ts";
import type { Waiver } from "../../../policy-packs/lib/waivers.ts";
import { documentsOf, manifestsOf } from "../../../ops/lib/manifests/manifest.ts";
import { reportOf } from "../../../ops/lib/policy-check/report.ts";
import type { CheckReport } from "../../../ops/lib/policy-check/report-types.ts";
import { subjectsOf } from "../../../ops/lib/policy-check/subjects.ts";

const TODAY = new Date("2026-11-24T10:00:00Z");

/** A waiver that holds on the day of these reports. */
export const waiverOf = (policy: string, resource: string): Waiver => ({
  ...{ policy, resource, reason: "the vendor", owner: "graph-team", ticket: "INT-42" },
  expires: "2026-12-31",
});

/** Three rules: one that violates, one that cannot tell, one over the whole stack. */
const asked = [
  "provenance/image-digest",
  "resource-limits/empty-dir-size",
  "network-policies/default-deny",
];
export const askedRules = asked.flatMap((name) =>
  rules.filter((rule) => `${rule.pack}/${rule.name}` === name),
);

export const TWO_PODS = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: web, image: "web:1"}, {name: side, image: "side:1"}]
---
apiVersion: v1
kind: Pod
metadata: {name: odd, namespace: core}
spec:
  volumes: 7
  containers: [{name: odd, image: "odd@sha256:${"4b".repeat(32)}"}]
---
apiVersion: a.example/v1
kind: Widget
metadata: {name: w}
`;

/** The report over a text, as if it lay in `deploy/pods.yaml`. */
export function reportOver(
  text: string,
  {
    waivers = [],
    advisory = [],
    file = "deploy/pods.yaml",
  }: { waivers?: readonly Waiver[]; advisory?: readonly string[]; file?: string } = {},
): CheckReport {
  const loaded = manifestsOf(documentsOf(text, file), text).map((manifest) => ({
    ...{ manifest, namespace: "default", unseen: [] },
  }));
  const { subjects, places } = subjectsOf(loaded);
  const used = askedRules.map((rule) =>
    advisory.includes(rule.name) ? { ...rule, level: "advisory" as const } : rule,
  );
  const assessment = assess(subjects, { rules: used, configuration: {}, waivers, now: TODAY });
  return reportOf({
    ...{ environment: undefined, rules: used, disabled: [], subjects, places, assessment },
    skipped: [{ file: "deploy/readme.md", reason: "neither YAML nor JSON" }],
    rendered: [],
    milliseconds: 1234,
  });
}
