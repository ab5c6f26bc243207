import { table } from "../../../lib/table.ts";
import { plural, type Screen, wrapped } from "../screen.ts";
import { CHANGE_KINDS } from "./compare.ts";
import type { DiffReport, ReportedChange, ReportedVulnerability } from "./report-schema.ts";
import {
  countsText,
  exceptionText,
  isNotable,
  kinds,
  movementText,
  openChanges,
  packageText,
  reasonsOf,
  severitiesText,
  sideText,
  whyTexts,
} from "./wording.ts";

/** Rows of a list on a screen; the rest is counted. */
const most = 20;

/** The report as people read it: the verdict, what refuses, what to look at, then the plain changes. */
export function render(report: DiffReport, { width, paint }: Pick<Screen, "width" | "paint">) {
  const { base, head, verdict, notes, vulnerabilities } = report;
  const open = openChanges(report);
  const colour = verdict === "done" ? undefined : verdict === "refused" ? "red" : "yellow";
  const title = paint("bold", titleOf(report));
  return [
    colour === undefined ? title : paint(colour, title),
    "",
    `base   ${sideText(base)}`,
    `head   ${sideText(head)}`,
    `change ${countsText(report)}`,
    "",
    ...(vulnerabilities === null ? [] : vulnerabilityLines(vulnerabilities)),
    ...sections(open),
    ...plain(report),
    ...notes.flatMap((note) => wrapped(`note: ${note}`, width)),
    ...allowedLines(report),
    ...next(report),
  ];
}

function titleOf(report: DiffReport): string {
  const { verdict } = report;
  if (verdict === "refused") return `refused: ${reasonsOf(report).join("; ")}`;
  if (verdict === "cannot tell") return "cannot tell: there is no scan of the head";
  const open = openChanges(report).length;
  return open === 0 ? "nothing to refuse" : `nothing to refuse; ${open} to look at`;
}

function listed(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const more = rows.length - most;
  return [
    title,
    ...table(rows.slice(0, most), { indent: 2 }),
    ...(more > 0 ? [`  and ${more} more; --json has them all`] : []),
    "",
  ];
}

function vulnerabilityLines(found: NonNullable<DiffReport["vulnerabilities"]>): string[] {
  const { introduced, disclosed, fixed, remaining } = found;
  const row = (one: ReportedVulnerability) => [one.severity, one.id, packageText(one)];
  return [
    ...listed(
      "vulnerabilities that this change introduces",
      introduced.map((one) => [
        ...row(one),
        whyTexts[one.why],
        one.accepted === undefined
          ? ""
          : `accepted until ${one.accepted.expires} by ${one.accepted.owner} (${one.accepted.ticket})`,
      ]),
    ),
    ...listed("apart: newly disclosed, not of this change", disclosed.map(row)),
    `vulnerabilities  ${introduced.length} introduced, ${disclosed.length} newly disclosed` +
      `${disclosed.length > 0 ? ` (${severitiesText(disclosed)})` : ""}, ${fixed.length} fixed, ${remaining} remain`,
    "",
  ];
}

function sections(open: readonly ReportedChange[]): string[] {
  return CHANGE_KINDS.flatMap((kind) =>
    listed(
      `${kinds[kind].title}   fix: ${kinds[kind].fix ?? ""}`,
      open
        .filter((one) => one.kind === kind)
        .map((one) => [packageText(one), movementText(one), exceptionText(one)]),
    ),
  );
}

function plain({ changes }: DiffReport): string[] {
  const rest = changes.filter((one) => !isNotable(one));
  return (["added", "removed", "up"] as const).flatMap((kind) =>
    listed(
      kinds[kind].title,
      rest.filter((one) => one.kind === kind).map((one) => [packageText(one), movementText(one)]),
    ),
  );
}

function allowedLines({ changes }: DiffReport): string[] {
  const allowed = changes.filter((one) => one.allowed !== undefined);
  if (allowed.length === 0) return [];
  return [`allowed: ${plural(allowed.length, "change")} by releases/sbom-allowed.json`];
}

function next({ verdict }: DiffReport): string[] {
  if (verdict === "refused") return ["what refuses, and exceptions: docs/runbooks/sbom-diff.md"];
  if (verdict === "done") return [];
  return ["next: give --scan-head <file>, or --no-scans when only components are asked about"];
}
