import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Fault } from "../../../lib/fault.ts";
import {
  annotationsOf,
  annotationsOfError,
  workflowCommand,
} from "../../../ops/lib/annotations.ts";
import { judge } from "../../../ops/lib/gate.ts";
import { outputLines, tellWorkflow } from "../../../ops/lib/github.ts";
import { summaryOf } from "../../../ops/lib/summary.ts";
import { ran } from "../support/fakes.ts";
import { catalogue, factsOf, recorded } from "../support/recorded.ts";
import { changesOf, type DeployReport, verdictsOf } from "../../../ops/lib/report.ts";

const root = join(import.meta.dirname, "../../..");
const judgement = judge(ran(recorded("no-limits.preview"), { exit: 1 }), catalogue);
const { findings } = judgement;
const report: DeployReport = {
  command: "preview",
  environment: "local",
  title: "fixture local",
  kind: "local",
  verdict: "refused",
  ...changesOf(factsOf(recorded("no-limits.preview"))),
  ...verdictsOf(judgement),
  at: "2026-11-24T10:00:00.000Z",
  outputs: {},
  healed: { adopted: [], cleared: [] },
  seconds: 1,
  next: { up: "make up", down: "make down" },
};

describe("what a GitHub workflow is told", () => {
  it("is a summary with the findings in a table", () => {
    expect(summaryOf(report).split("\n")).toEqual([
      "## preview fixture local: ❌ refused",
      "",
      "3 resources to create  ",
      "3 packs, 4 rules: 1 violated, 3 satisfied, 12 not applicable, 0 cannot tell  ",
      "",
      "| resource | severity | rule | finding | fix |",
      "|---|---|---|---|---|",
      '| Deployment fixture-no-limits/api | high | resource-limits/container-resources | container "api" does not set resources.limits.cpu, resources.limits.memory | set resources.requests and resources.limits of that container in the pod template that declares it |',
      "",
      "| component | + | ~ | ± | - |",
      "|---|---|---|---|---|",
      "| (stack) | 3 |  |  |  |",
      "",
    ]);
  });

  it("has one row for what several rules cannot tell of one resource", () => {
    const unclear = judge(ran(recorded("unknown-value.preview"), { exit: 1 }), catalogue);

    const rows = summaryOf({ ...report, ...verdictsOf(unclear) })
      .split("\n")
      .filter((line) => line.startsWith("| Deployment"));

    expect(rows).toEqual([
      '| Deployment fixture-unknown-value/api | high | 2 policies cannot tell | container "api": spec.template.spec.containers[0].image is not known during preview<br>provenance/image-digest, provenance/image-registry | show the policies what they cannot see: rendered manifests, known and well-formed values; or waive them for this resource |',
    ]);
    expect(unclear.findings).toHaveLength(2);
  });

  it("counts the rows that a table has no room for", () => {
    const many = Array.from({ length: 52 }, (_, i) =>
      findings.map((one) => ({ ...one, message: `fault ${i}` })),
    ).flat();

    const lines = summaryOf({ ...report, findings: many }).split("\n");

    expect(lines.filter((line) => line.includes("| fault "))).toHaveLength(50);
    expect(lines).toContain("| and 2 more | | | | |");
  });

  it("never lets a text leave its cell", () => {
    const [finding] = findings;
    const message = "a | b\nc";

    const summary = summaryOf({ ...report, findings: finding ? [{ ...finding, message }] : [] });

    expect(summary).toContain("| a \\| b<br>c |");
  });

  it("is an annotation per finding, on the file that its text names", () => {
    const [finding] = findings;
    const told = annotationsOf(
      root,
      finding ? [{ ...finding, fix: "see Pulumi.dev.yaml: quota" }] : [],
    );

    expect(told.map(workflowCommand)).toEqual([
      '::error file=Pulumi.dev.yaml,title=resource-limits/container-resources (high)::Deployment fixture-no-limits/api: container "api" does not set resources.limits.cpu, resources.limits.memory%0Afix: see Pulumi.dev.yaml: quota',
    ]);
  });

  it("is an annotation per fault", () => {
    const fault = new Fault({
      where: "Pulumi.dev.yaml",
      problem: "missing 100%",
      fix: "restore, it",
    });

    expect(annotationsOfError(root, new AggregateError([fault])).map(workflowCommand)).toEqual([
      "::error file=Pulumi.dev.yaml,title=Pulumi.dev.yaml::Pulumi.dev.yaml: missing 100%25; restore, it",
    ]);
  });

  it("goes to the files that the workflow names", () => {
    const folder = mkdtempSync(join(tmpdir(), "intelgraph-github-"));
    const [summary, output] = [join(folder, "summary"), join(folder, "output")];
    writeFileSync(output, "a<<x\n1\nx\n");
    const lines: string[] = [];
    const news = { summary: "# done", outputs: { verdict: "done" }, annotations: [] };

    tellWorkflow(news, { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output }, (line) =>
      lines.push(line),
    );
    tellWorkflow(news, {}, (line) => lines.push(line));

    expect(readFileSync(summary, "utf8")).toBe("# done\n");
    expect(readFileSync(output, "utf8")).toMatch(
      /^a<<x\n1\nx\nverdict<<([0-9a-f-]{36})\ndone\n\1\n$/,
    );
    expect(outputLines("a", "1\n2", "end")).toBe("a<<end\n1\n2\nend\n");
    rmSync(folder, { recursive: true });
  });
});
