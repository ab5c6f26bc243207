import { readFileSync } from "node:fs";

import { reportSchema } from "../../../../ops/lib/policy-check/report-schema.ts";
import { SCHEMA_FILE, schemaText } from "../../../../ops/write-policy-check-schema.ts";
import { reportOver, TWO_PODS, waiverOf } from "../../support/check-reports.ts";

const digest = waiverOf("provenance/image-digest", "Pod default/web");

describe("reportOf", () => {
  it("says everything, in the shape that its schema promises", () => {
    const report = reportOver(TWO_PODS);

    expect(reportSchema.parse(report)).toEqual(report);
    expect(report).toMatchObject({
      command: "policy check",
      verdict: "refused",
      environment: null,
      resources: 3,
      rules: 3,
      counts: { violated: 2, satisfied: 1, notApplicable: 2, cannotTell: 2, waived: 0 },
      notUnderstood: [{ apiVersion: "a.example/v1", kind: "Widget", count: 1 }],
      skipped: [{ file: "deploy/readme.md", reason: "neither YAML nor JSON" }],
      seconds: 1.2,
    });
    expect(report.findings[0]).toEqual({
      policy: "provenance/image-digest",
      severity: "high",
      level: "mandatory",
      resource: "Pod default/web",
      id: expect.any(String) as string,
      file: "deploy/pods.yaml",
      line: 1,
      message: 'container "web" uses image "web:1", pinned by no digest',
      fix: expect.any(String) as string,
      cannotTell: false,
      refuses: true,
    });
  });

  it("looks into each object of a kind whose content decides whether it is understood", () => {
    const analysis = (name: string, provider: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: ${name}}
spec: {metrics: [{name: up, provider: ${provider}}]}
`;
    const report = reportOver(
      analysis("a", "{web: {url: u}}") + analysis("b", "{job: {spec: {}}}"),
    );

    expect(report.notUnderstood).toEqual([
      { apiVersion: "argoproj.io/v1alpha1", kind: "AnalysisTemplate", count: 1 },
    ]);
  });

  it("puts refusing before shown, and severe before mild", () => {
    const order = (advisory: readonly string[]) =>
      reportOver(TWO_PODS, { advisory }).findings.map(({ policy, refuses }) => [policy, refuses]);

    expect(order(["image-digest"]).map(([, refuses]) => refuses)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(order([]).at(-1)).toEqual(["resource-limits/empty-dir-size", true]);
  });

  it("shows a waived finding with its waiver, and refuses for it no more", () => {
    const report = reportOver(TWO_PODS, { waivers: [digest] });
    const until = { expires: "2026-12-31", owner: "graph-team", ticket: "INT-42" };

    expect(reportSchema.parse(report)).toEqual(report);
    expect(report.counts.waived).toBe(1);
    expect(report.waivers).toEqual(
      Array(2).fill({ policy: digest.policy, resource: digest.resource, ...until }),
    );
    expect(report.findings.filter(({ waived }) => waived).map(({ refuses }) => refuses)).toEqual([
      false,
      false,
    ]);
  });

  it("is done when every finding is waived or advisory", () => {
    const { verdict } = reportOver(TWO_PODS, {
      waivers: [digest, waiverOf(digest.policy, "Pod core/*")],
      advisory: ["empty-dir-size", "default-deny"],
    });

    expect(verdict).toBe("done");
  });
});

describe("ops/policy-check.schema.json", () => {
  it("is what `node ops/write-policy-check-schema.ts` writes", () => {
    expect(readFileSync(SCHEMA_FILE, "utf8")).toBe(schemaText());
  });
});
