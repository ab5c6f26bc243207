import { newsOf } from "../../../../ops/lib/policy-check/news.ts";
import { reportOver, TWO_PODS, waiverOf } from "../../support/check-reports.ts";

const roots = { root: "/repo", cwd: "/repo" };

describe("newsOf", () => {
  it("puts each finding on its line, with rule, severity and fix", () => {
    const { annotations, outputs, summary } = newsOf(reportOver(TWO_PODS), roots);

    expect(annotations).toHaveLength(6);
    expect(annotations[0]).toMatchObject({
      level: "error",
      title: "provenance/image-digest (high)",
      file: "deploy/pods.yaml",
      line: 1,
    });
    expect(annotations.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^Pod core\/odd: cannot tell: volumes is not a list\nfix: /),
    );
    expect(outputs).toEqual({ verdict: "refused", violations: "6" });
    expect(summary).toMatch(/^## policy check \(strictest settings\): ❌ refused\n/);
    expect(summary).toContain("provenance/image-digest");
  });

  it("warns of advice, and lists waivers in place of what they cover", () => {
    const policy = "provenance/image-digest";
    const waivers = [waiverOf(policy, "Pod default/web"), waiverOf(policy, "Pod core/odd")];
    const advisory = ["empty-dir-size", "default-deny"];
    const { annotations, outputs, summary } = newsOf(
      reportOver(TWO_PODS, { waivers, advisory }),
      roots,
    );

    expect(annotations.map(({ level }) => level)).toEqual(Array(3).fill("warning"));
    expect(outputs).toEqual({ verdict: "done", violations: "0" });
    expect(summary).toContain("✅ done");
    expect(summary).toContain(`- waived until 2026-12-31 by graph-team (INT-42): ${policy} on Pod`);
  });

  it("names no file that a workflow cannot show", () => {
    for (const file of ["stdin", "../outside.yaml"]) {
      const { annotations } = newsOf(reportOver(TWO_PODS, { file }), roots);
      expect(annotations.map((one) => one.file)).toEqual(Array(6).fill(undefined));
    }
  });

  it("stops at fifty annotations", () => {
    const many = Array.from({ length: 60 }, () => TWO_PODS.slice(0, TWO_PODS.indexOf("---"))).join(
      "---\n",
    );

    expect(newsOf(reportOver(many), roots).annotations).toHaveLength(50);
  });
});
