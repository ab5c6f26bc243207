import { code, markdownOf, markerOf } from "../../../../ops/lib/sbom/markdown.ts";
import { newsOf } from "../../../../ops/lib/sbom/outcome.ts";
import { render } from "../../../../ops/lib/sbom/render.ts";
import { type Compared, reportOf } from "../../../../ops/lib/sbom/report.ts";
import { sarifOf } from "../../../../ops/lib/sbom/sarif.ts";
import { hashed, licensed, part, sbom } from "../../support/sboms.ts";

const vulnerability = {
  id: "CVE-1",
  severity: "critical",
  key: "pkg:npm/new",
  version: "1",
} as const;
const base: Compared = {
  name: "prod/api",
  kind: "release",
  sbom: sbom([
    part("pkg:npm/a@2.0.0"),
    part("pkg:npm/b@1", { ...hashed("aa"), ...licensed("MIT") }),
  ]),
  scan: [],
};
const head: Compared = {
  name: "sbom.json",
  kind: "file",
  sbom: sbom([
    part("pkg:npm/a@1.0.0"),
    part("pkg:npm/b@1", { ...hashed("bb"), ...licensed("GPL-3.0-only") }),
    part("pkg:npm/new@1"),
  ]),
  scan: [
    { ...vulnerability, purl: "pkg:npm/new@1" },
    { id: "CVE-2", severity: "high", purl: "pkg:npm/b@1", key: "pkg:npm/b", version: "1" },
  ],
};
const judging = {
  accepted: [],
  withoutScans: false,
  now: new Date("2026-11-28"),
  allowed: [
    {
      change: "licence" as const,
      package: "pkg:npm/b",
      reason: "agreed",
      owner: "legal",
      ticket: "OPS-7",
      expires: "2026-12-31",
    },
  ],
};
const report = reportOf(base, head, judging);
const screen = { width: 100, paint: (_: unknown, text: string) => text };

describe("the screen", () => {
  it("says the verdict first, then what refuses, what to look at, and the rest", () => {
    expect(render(report, screen)).toEqual([
      "refused: 1 critical vulnerability introduced; 1 same version, other hash",
      "",
      "base   prod/api (api@1), 2 components",
      "head   sbom.json (api@1), 3 components",
      "change 1 added, 1 downgraded, 1 same version, other hash, 1 licence class changed",
      "",
      "vulnerabilities that this change introduces",
      "  critical  CVE-1  pkg:npm/new 1  added by this change",
      "",
      "apart: newly disclosed, not of this change",
      "  high  CVE-2  pkg:npm/b 1",
      "",
      "vulnerabilities  1 introduced, 1 newly disclosed (1 high), 0 fixed, 0 remain",
      "",
      "same version, other hash   fix: find out who published it anew before this is released",
      "  pkg:npm/b 1  SHA-256 aa -> SHA-256 bb",
      "",
      "downgraded   fix: raise it again, or allow it in releases/sbom-allowed.json",
      "  pkg:npm/a 1.0.0  2.0.0 -> 1.0.0",
      "",
      "added",
      "  pkg:npm/new 1",
      "",
      "note: direct dependencies were not compared: prod/api does not tell them",
      "note: direct dependencies were not compared: sbom.json does not tell them",
      "allowed: 1 change by releases/sbom-allowed.json",
      "what refuses, and exceptions: docs/runbooks/sbom-diff.md",
    ]);
  });

  it("is short when there is nothing to say", () => {
    const same = reportOf(base, base, judging);

    expect(render(same, screen)[0]).toBe("nothing to refuse");
    expect(render(same, screen)).toContain("change no component changed");
  });
});

describe("the comment", () => {
  it("begins with a line to find it by, the same from run to run", () => {
    const [marker] = markdownOf(report).split("\n");

    expect(marker).toBe("<!-- ops sbom diff: api -->");
    expect(markerOf(reportOf(base, { ...head, name: "other.json" }, judging))).toBe(marker);
    expect(markerOf(reportOf({ ...base, kind: "file" }, head, judging))).toBe(
      "<!-- ops sbom diff: api -->",
    );
  });

  it("holds what refuses in the open, and the rest folded", () => {
    const text = markdownOf(report);
    const folded = text.split("<details>").slice(1).join();

    expect(text).toContain("### SBOM diff: ❌ refused");
    expect(text).toContain("| critical | `CVE-1` | `pkg:npm/new 1` | added by this change |");
    expect(folded).toContain("`CVE-2`");
    expect(folded).toContain("`allowed until 2026-12-31 by legal (OPS-7)`");
    expect(folded).not.toContain("CVE-1");
  });

  it.each([
    ["a`b", "`a'b`"],
    ["a|b", "`a\\|b`"],
    ["@everyone --> <img src=x>", "`@everyone --> <img src=x>`"],
    ["", "` `"],
    ["x".repeat(400), `\`${"x".repeat(159)}…\``],
  ])("keeps a text of others in its cell: %s", (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it("cannot be ended by the name of what it is about", () => {
    const named = { ...head, sbom: { ...head.sbom, subject: "x --> <b>@1" } };

    expect(markerOf(reportOf({ ...base, kind: "file" }, named, judging))).toBe(
      "<!-- ops sbom diff: x_____b_ -->",
    );
  });

  it("stays below what a comment may hold", () => {
    const many = Array.from({ length: 5000 }, (_, at) => part(`pkg:npm/${"n".repeat(200)}${at}@1`));
    const text = markdownOf(reportOf(base, { ...head, sbom: sbom(many), scan: [] }, judging));

    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain("| and 4962 more |");
  });
});

describe("the SARIF log", () => {
  const log = JSON.parse(JSON.stringify(sarifOf(report, { root: "/repo", cwd: "/repo" }))) as {
    runs: [{ tool: { driver: { rules: { id: string }[] } }; results: Result[] }];
  };
  interface Result {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly suppressions: readonly object[];
    readonly locations: [{ physicalLocation: { artifactLocation: { uri: string } } }];
    readonly partialFingerprints: object;
  }
  const [{ tool, results }] = log.runs;

  it("has a result for everything there is to look at, and none for plain changes", () => {
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ["sbom/downgraded", "warning"],
      ["sbom/hash", "error"],
      ["sbom/licence", "warning"],
      ["sbom/vulnerability-introduced", "error"],
      ["sbom/vulnerability-disclosed", "note"],
    ]);
    for (const { ruleId, ruleIndex } of results)
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe("sbom.json");
  });

  it("suppresses what is allowed, and keeps its fingerprints", () => {
    expect(results.map(({ suppressions }) => suppressions.length)).toEqual([0, 0, 1, 0, 0]);
    const again = sarifOf(reportOf(base, head, judging), { root: "/repo", cwd: "/repo" });
    expect(JSON.parse(JSON.stringify(again))).toEqual(log);
  });
});

describe("what a workflow is told", () => {
  it("has an annotation for each thing that refuses", () => {
    const { annotations, outputs, summary } = newsOf(report);

    expect(annotations.map(({ title }) => title)).toEqual([
      "CVE-1 (critical)",
      "same version, other hash",
    ]);
    expect(outputs).toMatchObject({ verdict: "refused" });
    expect(summary).toContain("SBOM diff");
  });
});
