import type { Annotation } from "../annotations.ts";
import type { WorkflowNews } from "../github.ts";
import { cell, findingTable } from "../summary.ts";
import { countsText } from "./render.ts";
import type { CheckReport, ReportedFinding } from "./report-types.ts";
import { type Roots, uriOf } from "./sarif.ts";

/** Annotations a workflow run shows at most; the summary has more. */
const most = 50;

/** What a workflow is told: a summary, outputs, and an annotation on the line of each finding. */
export function newsOf(report: CheckReport, roots: Roots): WorkflowNews {
  const open = report.findings.filter(({ waived }) => waived === undefined);
  const { verdict, environment } = report;
  const sign = verdict === "refused" ? "❌ refused" : "✅ done";
  return {
    summary: [
      `## policy check ${environment ?? "(strictest settings)"}: ${sign}`,
      "",
      `${countsText(report)}  `,
      "",
      ...(open.length > 0 ? [...findingTable({ findings: open }), ""] : []),
      ...report.waivers.map(
        ({ policy, resource, owner, ticket, expires }) =>
          `- waived until ${expires} by ${cell(owner)} (${cell(ticket)}): ${policy} on ${cell(resource)}`,
      ),
    ].join("\n"),
    outputs: { verdict, violations: String(open.filter(({ refuses }) => refuses).length) },
    annotations: open.slice(0, most).map((finding) => annotationOf(finding, roots)),
  };
}

function annotationOf(finding: ReportedFinding, roots: Roots): Annotation {
  const { policy, severity, resource, message, fix, cannotTell, refuses, file, line } = finding;
  const uri = file === null || file === "stdin" ? undefined : uriOf(file, roots);
  return {
    level: refuses ? "error" : "warning",
    title: `${policy} (${severity})`,
    message: `${resource}: ${cannotTell ? "cannot tell: " : ""}${message}\nfix: ${fix}`,
    file: uri === undefined || uri.startsWith("file:") ? undefined : decodeURIComponent(uri),
    line: line ?? undefined,
  };
}
