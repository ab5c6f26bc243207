import { render } from "../../../../ops/lib/policy-check/render.ts";
import { reportOver, TWO_PODS, waiverOf } from "../../support/check-reports.ts";

const screen = { width: 100, paint: (_: string, text: string) => text };
const shown = (...args: Parameters<typeof reportOver>) => render(reportOver(...args), screen);
const digest = "provenance/image-digest";

describe("render", () => {
  it("says what was found, resource by resource, each rule's fix once, and the way on", () => {
    const lines = shown(TWO_PODS);

    expect(lines[0]).toBe(
      "refused: 4 violations, 2 findings that cannot tell in 2 resources (strictest settings; --env names an environment)",
    );
    expect(lines.slice(2, 8)).toEqual([
      "  Pod default/web                                          in deploy/pods.yaml:1",
      "    high      provenance/image-digest",
      '              container "web" uses image "web:1", pinned by no digest',
      '              container "side" uses image "side:1", pinned by no digest',
      "              fix  write the image as registry/repository@sha256:<digest>, as its release recorded",
      "                   it",
    ]);
    expect(lines).toContain("              cannot tell: volumes is not a list");
    expect(lines.slice(-5)).toEqual([
      "not understood  Widget (a.example/v1) 1: no rule knows these kinds",
      "skipped         1 file or folder, neither YAML nor JSON: deploy/readme.md",
      "",
      "3 resources, 3 rules: 2 violated, 1 satisfied, 2 not applicable, 2 cannot tell, 0 waived",
      "rules: docs/policies.md   exceptions: docs/runbooks/waivers.md",
    ]);
  });

  it("keeps advice apart, and says of each waiver who answers for it", () => {
    const lines = shown(TWO_PODS, {
      waivers: [waiverOf(digest, "Pod default/web"), waiverOf(digest, "Pod core/odd")],
      advisory: ["empty-dir-size", "default-deny"],
    });

    expect(lines.slice(0, 4)).toEqual([
      "nothing to refuse (strictest settings; --env names an environment)",
      "",
      "advisory, shown but not refused:",
      "",
    ]);
    const text = lines.join("\n");
    expect(text).toMatch(
      /^waived {10}provenance\/image-digest on Pod default\/web until 2026-12-31 by graph-team/m,
    );
    expect(text).not.toContain("pinned by no digest");
    expect(text).not.toContain("docs/policies.md");
  });

  it("counts what is beyond fifty resources", () => {
    const pod = TWO_PODS.slice(0, TWO_PODS.indexOf("---"));
    const lines = shown(Array.from({ length: 53 }, () => pod).join("---\n"));

    expect(lines.filter((line) => line.startsWith("  Pod default/web"))).toHaveLength(50);
    expect(lines).toContain("  and 3 more resources; --json has them all");
  });
});
