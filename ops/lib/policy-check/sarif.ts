import { createHash } from "node:crypto";
import { join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

import { policyName, type Rule } from "../../../policy-packs/lib/rule.ts";
import type { CheckReport, ReportedFinding } from "./report-types.ts";

const LEVELS = { critical: "error", high: "error", medium: "warning", low: "note" } as const;

/** GitHub's scale of security severities, 0 to 10. */
const SCORES = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.5" } as const;

/** Where paths in a report are counted from. */
export interface Roots {
  readonly cwd: string;
  /** Folder that relative paths in the log are below. */
  readonly root: string;
}

/** The report as a SARIF 2.1.0 log (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). */
export function sarifOf(report: CheckReport, rules: readonly Rule[], roots: Roots): object {
  const index = new Map(rules.map((rule, at) => [policyName(rule), at]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "ops policy check", rules: rules.map(descriptorOf) } },
        invocations: [
          { executionSuccessful: true, exitCode: report.verdict === "refused" ? 1 : 0 },
        ],
        columnKind: "utf16CodeUnits",
        results: report.findings.map((finding) => resultOf(finding, index, roots)),
      },
    ],
  };
}

function descriptorOf(rule: Rule): object {
  const { severity, level, description, remediation, framework, pack } = rule;
  const source = `${framework.name} ${framework.version}, ${framework.reference}`;
  return {
    id: policyName(rule),
    shortDescription: { text: description },
    fullDescription: { text: description },
    help: {
      text: `${description}\nfix: ${remediation}\nasked for by ${source}: ${framework.specification}`,
      markdown: `${description}\n\n**Fix** ${remediation}\n\n**Asked for by** [${source}](${framework.specification})`,
    },
    defaultConfiguration: { level: level === "advisory" ? "note" : LEVELS[severity] },
    properties: { tags: ["security", pack], severity, "security-severity": SCORES[severity] },
  };
}

function resultOf(
  finding: ReportedFinding,
  index: ReadonlyMap<string, number>,
  roots: Roots,
): object {
  const { policy, severity, level, resource, message, fix, cannotTell, waived, file, line } =
    finding;
  const text = `${resource}: ${cannotTell ? "cannot tell: " : ""}${message}`;
  const physical =
    file === null
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: uriOf(file, roots) },
            region: { startLine: line ?? 1 },
          },
        };
  return {
    ruleId: policy,
    ruleIndex: index.get(policy) ?? -1,
    level: level === "advisory" ? "note" : LEVELS[severity],
    message: { text: `${text}\nfix: ${fix}` },
    locations: [
      { ...physical, logicalLocations: [{ fullyQualifiedName: resource, kind: "resource" }] },
    ],
    partialFingerprints: { "finding/v1": fingerprint(policy, resource, message) },
    suppressions:
      waived === undefined
        ? []
        : [
            {
              kind: "external",
              status: "accepted",
              justification: `${waived.ticket} of ${waived.owner}, until ${waived.expires}`,
            },
          ],
  };
}

const fingerprint = (...parts: readonly string[]): string =>
  createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 32);

/** Relative to the root, so that no path of this machine gets into the log; a file URL for what lies outside. */
export function uriOf(file: string, { cwd, root }: Roots): string {
  if (file === "stdin") return "stdin";
  const path = relative(root, resolve(cwd, file));
  if (path.startsWith("..")) return pathToFileURL(join(root, path)).href;
  return path.split(sep).map(encodeURIComponent).join("/");
}
