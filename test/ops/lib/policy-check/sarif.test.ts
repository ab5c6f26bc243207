import { z } from "zod";

import { sarifOf, uriOf } from "../../../../ops/lib/policy-check/sarif.ts";
import { askedRules, reportOver, TWO_PODS, waiverOf } from "../../support/check-reports.ts";

const roots = { root: "/repo", cwd: "/repo/apps" };
const text = z.string().min(1);
const message = z.strictObject({ text, markdown: text.optional() });
const level = z.enum(["none", "note", "warning", "error"]);

/** The part of SARIF 2.1.0 that is written (sections 3.13 to 3.59), nothing besides. */
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: text,
          rules: z.array(
            z.strictObject({
              id: text,
              shortDescription: message,
              fullDescription: message,
              help: message,
              defaultConfiguration: z.strictObject({ level }),
              properties: z.strictObject({
                tags: z.array(text),
                severity: text,
                "security-severity": z.string().regex(/^(10|\d)\.\d$/),
              }),
            }),
          ),
        }),
      }),
      invocations: z.tuple([
        z.strictObject({ executionSuccessful: z.boolean(), exitCode: z.int() }),
      ]),
      columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
      results: z.array(
        z.strictObject({
          ruleId: text,
          ruleIndex: z.int().min(0),
          level,
          message,
          locations: z.tuple([
            z.strictObject({
              physicalLocation: z
                .strictObject({
                  artifactLocation: z.strictObject({ uri: text }),
                  region: z.strictObject({ startLine: z.int().min(1) }),
                })
                .optional(),
              logicalLocations: z.tuple([z.strictObject({ fullyQualifiedName: text, kind: text })]),
            }),
          ]),
          partialFingerprints: z.record(text, z.string().regex(/^[0-9a-f]{32}$/)),
          suppressions: z.array(
            z.strictObject({
              kind: z.enum(["inSource", "external"]),
              status: z.enum(["accepted", "underReview", "rejected"]),
              justification: text,
            }),
          ),
        }),
      ),
    }),
  ]),
});
const logOf = (report: ReturnType<typeof reportOver>) =>
  log.parse(JSON.parse(JSON.stringify(sarifOf(report, askedRules, roots))));

describe("sarifOf", () => {
  it("writes a log of the shape that SARIF 2.1.0 asks for", () => {
    const report = reportOver(TWO_PODS);
    const [{ tool, results, invocations }] = logOf(report).runs;

    expect(results).toHaveLength(report.findings.length);
    for (const { ruleId, ruleIndex } of results)
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(invocations[0]).toEqual({ executionSuccessful: true, exitCode: 1 });
    expect(results[0]).toMatchObject({
      ruleId: "provenance/image-digest",
      level: "error",
      message: {
        text: expect.stringMatching(/^Pod default\/web: container "web" .*\nfix: /) as string,
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "apps/deploy/pods.yaml" },
            region: { startLine: 1 },
          },
          logicalLocations: [{ fullyQualifiedName: "Pod default/web", kind: "resource" }],
        },
      ],
      suppressions: [],
    });
  });

  it("says which findings could not be told, and which are only advice", () => {
    const [{ results }] = logOf(reportOver(TWO_PODS, { advisory: ["default-deny"] })).runs;
    const texts = results.map((one) => one.message.text);

    expect(texts).toContainEqual(expect.stringMatching(/^Pod core\/odd: cannot tell: /));
    expect(results.filter((one) => one.level === "note").map(({ ruleId }) => ruleId)).toEqual(
      Array(2).fill("network-policies/default-deny"),
    );
    expect(results.find(({ ruleId }) => ruleId === "resource-limits/empty-dir-size")?.level).toBe(
      "warning",
    );
  });

  it("keeps waived findings as suppressed, with who answers for them", () => {
    const waivers = [waiverOf("provenance/image-digest", "Pod default/web")];
    const [{ results }] = logOf(reportOver(TWO_PODS, { waivers })).runs;

    expect(results.flatMap(({ suppressions }) => suppressions)).toEqual(
      Array(2).fill({
        kind: "external",
        status: "accepted",
        justification: "INT-42 of graph-team, until 2026-12-31",
      }),
    );
  });

  it("gives a finding the same fingerprint wherever its line and file are", () => {
    const prints = (source: string, file?: string) =>
      logOf(reportOver(source, file === undefined ? {} : { file })).runs[0].results.map(
        ({ partialFingerprints }) => partialFingerprints["finding/v1"],
      );

    expect(prints(`# moved\n\n${TWO_PODS}`, "other.yaml")).toEqual(prints(TWO_PODS));
    expect(new Set(prints(TWO_PODS)).size).toBe(prints(TWO_PODS).length);
  });
});

describe("uriOf", () => {
  it.each([
    ["a b/ü.yaml", "apps/a%20b/%C3%BC.yaml"],
    ["../x.yaml", "x.yaml"],
    ["/repo/apps/y.yaml", "apps/y.yaml"],
    ["stdin", "stdin"],
    ["../../elsewhere/z.yaml", "file:///elsewhere/z.yaml"],
  ])("writes %s from the root", (file, uri) => {
    expect(uriOf(file, roots)).toBe(uri);
  });
});
