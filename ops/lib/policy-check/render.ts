import { findingLines } from "../refusal.ts";
import { plural, type Screen, wrapped } from "../screen.ts";
import type { CheckReport, ReportedFinding } from "./report-types.ts";

/** Resources whose findings are shown one by one; the rest is counted. */
const most = 50;

/** `1,234 resources, 45 rules: 1 violated, ...`. */
export function countsText({ resources, rules, counts }: CheckReport): string {
  const { violated, satisfied, notApplicable, cannotTell, waived } = counts;
  return (
    `${plural(resources, "resource")}, ${plural(rules, "rule")}: ${violated} violated, ` +
    `${satisfied} satisfied, ${notApplicable} not applicable, ${cannotTell} cannot tell, ${waived} waived`
  );
}

/** The report as people read it: what was found, resource by resource, and the way on. */
export function render(report: CheckReport, screen: Pick<Screen, "width" | "paint">): string[] {
  const { width, paint } = screen;
  const refusing = report.findings.filter(({ refuses }) => refuses);
  const mild = report.findings.filter(({ refuses, waived }) => !refuses && waived === undefined);
  const refused = report.verdict === "refused";
  const title = refused
    ? paint("red", paint("bold", `refused: ${headline(refusing)} (${settingsOf(report)})`))
    : paint("bold", `nothing to refuse (${settingsOf(report)})`);
  return [
    title,
    "",
    ...shown(refusing, width, paint),
    ...(mild.length > 0 ? ["advisory, shown but not refused:", ""] : []),
    ...shown(mild, width, paint),
    ...notes(report, width),
    countsText(report),
    ...(refused ? ["rules: docs/policies.md   exceptions: docs/runbooks/waivers.md"] : []),
  ];
}

const settingsOf = ({ environment }: CheckReport): string =>
  environment ?? "strictest settings; --env names an environment";

function headline(refusing: readonly ReportedFinding[]): string {
  const unclear = refusing.filter(({ cannotTell }) => cannotTell).length;
  const seen = refusing.length - unclear;
  const parts = [
    ...(seen > 0 ? [plural(seen, "violation")] : []),
    ...(unclear > 0
      ? [plural(unclear, "finding that cannot tell", "findings that cannot tell")]
      : []),
  ];
  return `${parts.join(", ")} in ${plural(new Set(refusing.map(({ id }) => id)).size, "resource")}`;
}

/** Findings by resource, under the place where it is written. */
function shown(
  findings: readonly ReportedFinding[],
  width: number,
  paint: Screen["paint"],
): string[] {
  const ids = [...new Set(findings.map(({ id }) => id))];
  const first = new Set(ids.slice(0, most));
  const lines = findingLines(
    findings
      .filter(({ id }) => first.has(id))
      .map((one) => ({ ...one, waived: one.waived, urn: one.id, component: placeOf(one) })),
    width,
    paint,
  );
  if (ids.length <= most) return lines;
  return [...lines, `  and ${plural(ids.length - most, "more resource")}; --json has them all`, ""];
}

/** `deploy/api.yaml:12`. */
export const placeOf = ({ file, line }: ReportedFinding): string | undefined =>
  file === null ? undefined : `${file}:${line ?? 1}`;

/** What people should know besides the findings. */
function notes(report: CheckReport, width: number): string[] {
  const { waivers, notUnderstood, skipped, rendered, disabled } = report;
  const row = (label: string, texts: readonly string[]) =>
    texts.flatMap((text, at) =>
      wrapped(text, width - 16).map(
        (line, i) => `${(at === 0 && i === 0 ? label : "").padEnd(16)}${line}`,
      ),
    );
  const kinds = notUnderstood.map(
    ({ apiVersion, kind, count }) => `${kind} (${apiVersion}) ${count}`,
  );
  const lines = [
    ...row(
      "waived",
      waivers.map(
        ({ policy, resource, owner, ticket, expires }) =>
          `${policy} on ${resource} until ${expires} by ${owner} (${ticket})`,
      ),
    ),
    ...row(
      "not understood",
      kinds.length === 0 ? [] : [`${kinds.join(", ")}: no rule knows these kinds`],
    ),
    ...row("switched off", disabled.length === 0 ? [] : [disabled.join(", ")]),
    ...row(
      "rendered",
      rendered.map((chart) => `${chart} by helm`),
    ),
    ...row("skipped", skippedTexts(skipped)),
  ];
  return lines.length === 0 ? [] : [...lines, ""];
}

/** By reason, with a count and the first names. */
function skippedTexts(skipped: CheckReport["skipped"]): string[] {
  return [...Map.groupBy(skipped, ({ reason }) => reason)].map(([reason, list]) => {
    const names = list.slice(0, 3).map(({ file }) => file);
    const rest = list.length > names.length ? `, and ${list.length - names.length} more` : "";
    return `${plural(list.length, "file or folder", "files or folders")}, ${reason}: ${names.join(", ")}${rest}`;
  });
}
