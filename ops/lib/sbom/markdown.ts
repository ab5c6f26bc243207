import {
  type DiffReport,
  type ReportedChange,
  type ReportedVulnerability,
} from "./report-schema.ts";
import {
  countsText,
  exceptionText,
  isNotable,
  kinds,
  movementText,
  openChanges,
  packageText,
  reasonsOf,
  whyTexts,
} from "./wording.ts";

/** Rows of a table; the rest is counted, because a comment holds 65,536 characters. */
const most = 40;

/** Characters of a cell. */
const longest = 160;

const signs = { done: "✅ done", refused: "❌ refused", "cannot tell": "⚠️ cannot tell" } as const;

/**
 * The hidden line by which the comment of an earlier run is found and replaced: the same for the same service, whatever
 * the two sides are called.
 */
export function markerOf({ head, base }: DiffReport): string {
  const service = [head, base].find(({ kind }) => kind === "release")?.name.split("/")[1];
  const subject = head.subject?.replace(/@[^@/]*$/, "");
  const name = (service ?? subject ?? "sbom").replaceAll(/[^A-Za-z0-9._/-]|--+/g, "_");
  return `<!-- ops sbom diff: ${name} -->`;
}

/** The report as a comment on a pull request. What an SBOM says stands in code, where it can neither link nor mention. */
export function markdownOf(report: DiffReport): string {
  const { base, head, verdict, vulnerabilities, notes } = report;
  const reasons = reasonsOf(report);
  const open = openChanges(report);
  const allowed = report.changes.filter((one) => one.allowed !== undefined);
  const plain = report.changes.filter((one) => !isNotable(one));
  return [
    markerOf(report),
    `### SBOM diff: ${signs[verdict]}`,
    "",
    `${code(base.name)} → ${code(head.name)}: ${countsText(report)}  `,
    ...(reasons.length > 0 ? [`**Refused:** ${reasons.join("; ")}  `] : []),
    ...(vulnerabilities === null
      ? []
      : [
          `Vulnerabilities: ${vulnerabilities.introduced.length} introduced, ${vulnerabilities.disclosed.length} newly disclosed, ${vulnerabilities.fixed.length} fixed, ${vulnerabilities.remaining} remain  `,
        ]),
    "",
    ...titled(
      "Introduced by this change",
      ["severity", "vulnerability", "package", "why"],
      vulnerabilities?.introduced.map((one) => [
        one.severity,
        code(one.id),
        code(packageText(one)),
        one.accepted === undefined
          ? whyTexts[one.why]
          : `${whyTexts[one.why]}; accepted until ${one.accepted.expires} by ${code(one.accepted.owner)}`,
      ]) ?? [],
    ),
    ...titled("To look at", ["change", "package", "from → to", "next"], open.map(openRow)),
    ...folded(
      "Newly disclosed, not of this change",
      ["severity", "vulnerability", "package"],
      (vulnerabilities?.disclosed ?? []).map(vulnerabilityRow),
    ),
    ...folded(
      "Fixed",
      ["severity", "vulnerability", "package"],
      (vulnerabilities?.fixed ?? []).map(vulnerabilityRow),
    ),
    ...folded(
      "Added, removed, up",
      ["change", "package", "from → to"],
      plain.map((one) => [kinds[one.kind].title, code(packageText(one)), moved(one)]),
    ),
    ...folded(
      "Allowed",
      ["change", "package", "until"],
      allowed.map((one) => [
        kinds[one.kind].title,
        code(packageText(one)),
        code(exceptionText(one)),
      ]),
    ),
    ...notes.map((note) => `> ${code(note)}  `),
  ]
    .join("\n")
    .trimEnd();
}

const openRow = (one: ReportedChange): string[] => [
  kinds[one.kind].title,
  code(packageText(one)),
  moved(one),
  [kinds[one.kind].fix ?? "", one.expired === undefined ? "" : code(exceptionText(one))]
    .filter((text) => text !== "")
    .join("; "),
];

const vulnerabilityRow = (one: ReportedVulnerability): string[] => [
  one.severity,
  code(one.id),
  code(packageText(one)),
];

const moved = (one: ReportedChange): string => {
  const text = movementText(one).replace(" -> ", " → ");
  return text === "" ? "" : code(text);
};

type Rows = readonly (readonly string[])[];

function titled(title: string, head: readonly string[], rows: Rows): string[] {
  return rows.length === 0 ? [] : [`#### ${title}`, "", ...tableOf(head, rows), ""];
}

function folded(title: string, head: readonly string[], rows: Rows): string[] {
  if (rows.length === 0) return [];
  const summary = `<details><summary>${title} (${rows.length})</summary>`;
  return [summary, "", ...tableOf(head, rows), "", "</details>", ""];
}

function tableOf(head: readonly string[], rows: Rows): string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const more = rows.length - most;
  return [
    row(head),
    row(head.map(() => "---")),
    ...rows.slice(0, most).map(row),
    ...(more > 0 ? [row([`and ${more} more`, ...head.slice(1).map(() => "")])] : []),
  ];
}

/** A text of others as a code span that it cannot leave, in a table or out of one. */
export function code(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return `\`${short.replaceAll("`", "'").replaceAll("|", "\\|").replaceAll(/\s+/g, " ") || " "}\``;
}
