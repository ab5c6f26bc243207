import type { ChangeCounts } from "./changes.ts";
import { changed } from "./changes.ts";
import { dayText } from "./exceptions.ts";
import type { Finding } from "./gate.ts";
import type { DeployReport } from "./report.ts";
import { saidOnce } from "./said-once.ts";
import { pairs } from "./waived-rows.ts";
import { plannedText, policyText } from "./wording.ts";

/** Findings in a step summary; the rest is counted. */
const most = 50;

/** What a table shows of a finding. */
type Shown = Pick<
  Finding,
  "resource" | "severity" | "policy" | "message" | "cannotTell" | "fix"
> & {
  readonly urn?: string;
};

/** The report of a preview or an up as GitHub Markdown. */
export function summaryOf(report: DeployReport): string {
  const { command, title, verdict, components, details, policies, findings, silences } = report;
  const sign = verdict === "refused" ? "❌ refused" : "✅ done";
  const named = components.filter(({ component }) => component !== "(stack)").length;
  return [
    `## ${command} ${title}: ${sign}`,
    "",
    `${plannedText(report.changes, named)}  `,
    `${policyText(policies)}  `,
    ...(report.after ? [`resulting state: ${report.after.resources} resources judged`] : []),
    "",
    ...silences.map((text) => `> ${cell(text)}`),
    ...(findings.length > 0 ? [...findingTable(report), ""] : []),
    ...(report.waived.length > 0 ? [...waivedTable(report), ""] : []),
    ...Object.entries(report.notUnderstood).map(
      ([kind, count]) => `no rule was written for ${count} ${cell(kind)}  `,
    ),
    ...(changed(report.changes) > 0 ? [...componentTable(report), ""] : []),
    ...(details.length > 0
      ? [
          "<details><summary>what does not stay as it is</summary>",
          "",
          "| change | resource | fields |",
          "|---|---|---|",
          ...details.map(
            (one) => `| ${one.change} | ${cell(one.resource)} | ${cell(one.fields.join(", "))} |`,
          ),
          "",
          "</details>",
          "",
        ]
      : []),
  ].join("\n");
}

/** Findings as a table, the first of them when there are many. */
export function findingTable({ findings }: { readonly findings: readonly Shown[] }): string[] {
  const said = saidOnce(findings);
  const rows = said
    .slice(0, most)
    .map(({ resource, severity, policy, message, fix, cannotTell }) => {
      const text = cannotTell ? `cannot tell: ${message}` : message;
      return `| ${[resource, severity, policy, text, fix ?? ""].map(cell).join(" | ")} |`;
    });
  const rest = said.length - rows.length;
  return [
    "| resource | severity | rule | finding | fix |",
    "|---|---|---|---|---|",
    ...rows,
    ...(rest > 0 ? [`| and ${rest} more | | | | |`] : []),
  ];
}

function waivedTable({ waived, at }: DeployReport): string[] {
  const now = new Date(at);
  const rows = pairs(waived)
    .slice(0, most)
    .map(({ policy, resource, waived: { expires, owner, ticket } }) => {
      const until = `${expires} (${dayText(expires, now)})`;
      return `| ${[policy, resource, until, owner, ticket].map(cell).join(" | ")} |`;
    });
  const rest = pairs(waived).length - rows.length;
  return [
    "| waived | resource | until | owner | ticket |",
    "|---|---|---|---|---|",
    ...rows,
    ...(rest > 0 ? [`| and ${rest} more | | | | |`] : []),
  ];
}

function componentTable({ components }: DeployReport): string[] {
  const columns = ["create", "update", "replace", "delete"] as const;
  const row = (name: string, counts: ChangeCounts) =>
    `| ${cell(name)} | ${columns.map((one) => (counts[one] === 0 ? "" : counts[one])).join(" | ")} |`;
  return [
    "| component | + | ~ | ± | - |",
    "|---|---|---|---|---|",
    ...components.map(({ component, changes }) => row(component, changes)),
  ];
}

/** A text that cannot leave its cell. */
export const cell = (text: string): string =>
  text
    .replaceAll("\\", "\\\\")
    .replaceAll("|", "\\|")
    .replaceAll(/\s*\n\s*/g, "<br>")
    .replaceAll("<script", "&lt;script");
