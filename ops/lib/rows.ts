import { table } from "../../lib/table.ts";
import type { AfterRun } from "./after-run.ts";
import type { ChangeCounts, ChangedResource } from "./changes.ts";
import type { RuleVerdicts } from "./policies.ts";
import type { DeployReport } from "./report.ts";
import { duration, plural, type Screen } from "./screen.ts";
import { waivedLines, waiversText } from "./waived-rows.ts";
import { doneText, plannedText, policyText } from "./wording.ts";

/** Changes listed one by one before the rest is counted. */
const most = 12;

const signs: Readonly<Record<string, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "-",
};

/** What a preview found, as rows: the sum, what changes in place, and the verdict of the policies. */
export function previewRows(report: DeployReport, screen: Screen): void {
  const { changes, components, details, seconds } = report;
  const named = components.filter(({ component }) => component !== "(stack)").length;
  screen.row("preview", `${plannedText(changes, named)}   ${duration(seconds * 1000)}`);
  if (report.command === "preview" && named > 0) {
    const rows = components.map(({ component, changes: counts }) => [component, signed(counts)]);
    for (const line of table(shortened(rows))) screen.row("preview", line);
  }
  for (const line of changeLines(details)) screen.row("preview", line);
  policyRows(report, screen);
}

/** The verdict of the policies, what waivers cover, and what no rule was written for. */
export function policyRows(report: DeployReport, screen: Screen): void {
  const { policies, waived, notUnderstood } = report;
  const now = new Date(report.at);
  const behind = waiversText(waived, now);
  screen.row("policies", `${policyText(policies)}${behind === undefined ? "" : `; ${behind}`}`);
  for (const line of shortenedLines(waivedLines(waived, now))) screen.row("waived", line);
  const kinds = Object.entries(notUnderstood).map(([kind, count]) => `${count} ${kind}`);
  if (kinds.length > 0) screen.row("unknown", `no rule was written for ${kinds.join(", ")}`);
  if (report.withRules !== true) return;
  for (const line of ruleTable(policies.rules)) screen.row("rules", line);
}

function ruleTable(rules: readonly RuleVerdicts[]): string[] {
  const head = ["rule", "violated", "satisfied", "not applicable", "cannot tell", "waived"];
  const rows = rules.map(({ rule, violated, satisfied, notApplicable, cannotTell, waived }) => [
    rule,
    ...[violated, satisfied, notApplicable, cannotTell, waived].map(String),
  ]);
  return table([head, ...rows]);
}

const shortenedLines = (lines: readonly string[]): readonly string[] =>
  shortened(lines.map((line) => [line])).flat();

/** Resources that change in place, are replaced or go: one line each, replacements and deletions first. */
export function changeLines(details: readonly ChangedResource[]): string[] {
  const order = ["delete", "replace", "update"];
  const sorted = details.toSorted((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
  const rows = sorted.map(({ change, resource, fields }) => [
    signs[change] ?? "",
    change,
    resource,
    fields.join(", "),
  ]);
  return table(shortened(rows));
}

function shortened(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (rows.length <= most) return rows;
  return [...rows.slice(0, most), [`and ${rows.length - most} more (--json has all)`]];
}

const signed = (counts: ChangeCounts): string =>
  (["create", "update", "replace", "delete"] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${signs[kind] ?? ""}${counts[kind]}`)
    .join(" ");

/** What an up did. */
export function upRow(
  changes: ChangeCounts,
  planned: number,
  milliseconds: number,
  screen: Screen,
) {
  const took = milliseconds === 0 ? "" : `   ${duration(milliseconds)}`;
  screen.row("up", `${doneText(changes, planned)}${took}`);
}

/** What the packs say about the resulting state. */
export function afterRow({ resources, policies }: AfterRun, screen: Screen): void {
  const { violated, cannotTell, waived } = policies;
  const covered = waived > 0 ? `, ${waived} waived` : "";
  const counts = `${violated} violated, ${cannotTell} cannot tell${covered}`;
  screen.row(
    "after",
    `the same over the resulting state of ${plural(resources, "resource")}: ${counts}`,
  );
}
