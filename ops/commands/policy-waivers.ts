import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { table } from "../../lib/table.ts";
import { rules } from "../../policy-packs/all/rules.ts";
import { policyName } from "../../policy-packs/lib/rule.ts";
import {
  covers,
  daysLeft,
  readWaiversFile,
  type Waiver,
  WAIVERS_FILE,
} from "../../policy-packs/lib/waivers.ts";
import { dayText } from "../lib/exceptions.ts";
import type { WorkflowNews } from "../lib/github.ts";
import { exits, type Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";
import { plural } from "../lib/screen.ts";
import { cell } from "../lib/summary.ts";
import { type Evidence, waiverEvidence } from "../lib/waiver-evidence.ts";

/** A waiver and whether it may stay. */
export interface WaiverRow extends Waiver {
  /** Days from today to its last day; negative once it is over. */
  readonly days: number;
  /** "unused" is only said when every stack was judged; without that it is "unknown". */
  readonly verdict: "used" | "unused" | "expired" | "unknown";
  /** Stacks in which it covers something. */
  readonly usedBy: readonly string[];
}

export interface WaiversReport {
  readonly command: "policy waivers";
  readonly verdict: "done" | "refused" | "cannot tell";
  /** The day that was asked about, ISO 8601. */
  readonly at: string;
  readonly waivers: readonly WaiverRow[];
  readonly evidence: readonly Omit<Evidence, "met">[];
}

/** Every waiver, how long it holds and who uses it. Throws all faults of the file at once. */
export function policyWaivers({ root, now }: Pick<Ports, "root" | "now">): WaiversReport {
  const today = now();
  const { waivers, faults } = readWaiversFile(
    join(root, WAIVERS_FILE),
    rules.map(policyName),
    today,
  );
  const [first, ...more] = faults.map(faultOf);
  if (first !== undefined) throw more.length === 0 ? first : new AggregateError([first, ...more]);
  const evidence = waiverEvidence(root, today);
  const rows = waivers
    .map((waiver) => rowOf(waiver, evidence, today))
    .sort((a, b) => a.days - b.days);
  return {
    command: "policy waivers",
    verdict: verdictOf(rows),
    at: today.toISOString(),
    waivers: rows,
    evidence: evidence.map(({ stack, source, at, gap }) => ({
      stack,
      source,
      ...(at === undefined ? {} : { at }),
      ...(gap === undefined ? {} : { gap }),
    })),
  };
}

function rowOf(waiver: Waiver, evidence: readonly Evidence[], today: Date): WaiverRow {
  const used = evidence.filter(({ met }) =>
    met.some(({ policy, resource }) => covers(waiver, policy, resource)),
  );
  const usedBy = [...new Set(used.map(({ stack }) => stack))].sort();
  const days = daysLeft(waiver, today);
  const gaps = evidence.some(({ gap }) => gap !== undefined);
  const use = usedBy.length > 0 ? "used" : gaps ? "unknown" : "unused";
  return { ...waiver, days, verdict: days < 0 ? "expired" : use, usedBy };
}

function verdictOf(rows: readonly WaiverRow[]): WaiversReport["verdict"] {
  if (rows.some(({ verdict }) => verdict === "expired" || verdict === "unused")) return "refused";
  return rows.some(({ verdict }) => verdict === "unknown") ? "cannot tell" : "done";
}

function faultOf(text: string): Fault {
  const cut = text.lastIndexOf("; ");
  return new Fault({
    where: WAIVERS_FILE,
    problem: cut < 0 ? text : text.slice(0, cut),
    fix: cut < 0 ? "correct it: with a fault in it, no waiver holds" : text.slice(cut + 2),
  });
}

/** How the command ends: 0 all are in force and used, 1 one is expired or unused, 2 nobody can tell. */
export function waiversOutcome(report: WaiversReport): Outcome {
  return {
    exit: exits[report.verdict],
    report,
    data: render(report),
    screen: () => ending(report),
    news: () => news(report),
  };
}

/** The table, the one that ends first on top. */
export function render({ waivers, at }: WaiversReport): string[] {
  if (waivers.length === 0) return ["no waivers"];
  const head = ["policy", "resource", "owner", "ticket", "expires", "used by"];
  return table([head, ...waivers.map((row) => cellsOf(row, new Date(at)))]);
}

function cellsOf(row: WaiverRow, today: Date): string[] {
  const { policy, resource, owner, ticket, expires, usedBy } = row;
  const nobody = row.verdict === "unknown" ? "cannot tell" : "nobody";
  const use = usedBy.length > 0 ? usedBy.join(", ") : nobody;
  return [policy, resource, owner, ticket, `${expires} (${expiryText(row, today)})`, use];
}

const expiryText = ({ days, expires }: WaiverRow, today: Date): string =>
  `${days < 0 ? "expired " : ""}${dayText(expires, today)}`;

/** What it was judged by, and what to do next. */
export function ending({ waivers, evidence }: WaiversReport): string[] {
  const goldens = evidence.filter(({ source, gap }) => source === "golden" && gap === undefined);
  const runs = evidence.filter(({ source }) => source === "run");
  const names = (list: typeof evidence) =>
    list.map(({ stack, at }) => (at === undefined ? stack : `${stack} (${at.slice(0, 10)})`));
  const judged = [
    ...(goldens.length > 0 ? [`goldens of ${names(goldens).join(", ")}`] : []),
    ...(runs.length > 0 ? [`runs of ${names(runs).join(", ")}`] : []),
  ];
  const gaps = evidence.flatMap(({ stack, gap }) =>
    gap === undefined ? [] : [`${stack}: ${gap}`],
  );
  const of = (verdict: WaiverRow["verdict"]) => waivers.filter((row) => row.verdict === verdict);
  return [
    "",
    `judged by  ${judged.length > 0 ? judged.join("; ") : "nothing"}`,
    ...gaps.map((gap) => `not judged ${gap}`),
    ...of("expired").map(
      ({ ticket, usedBy }) =>
        `expired    ${ticket}: ${usedBy.length > 0 ? `mend what it covered in ${usedBy.join(", ")}, or ask again` : "nothing needs it any more, take it out"}`,
    ),
    ...of("unused").map(({ ticket }) => `unused     ${ticket}: nothing needs it, take it out`),
    ...of("unknown").map(({ ticket }) => `unknown    ${ticket}: whether anything needs it`),
  ];
}

function news({ waivers, verdict, at }: WaiversReport): WorkflowNews {
  const today = new Date(at);
  const rows = waivers.map((row) => `| ${cellsOf(row, today).map(cell).join(" | ")} |`);
  const wrong = waivers.filter((row) => row.verdict !== "used");
  return {
    summary: [
      `## policy waivers: ${plural(waivers.length, "waiver")}, ${verdict}`,
      "",
      ...(rows.length > 0
        ? [
            "| policy | resource | owner | ticket | expires | used by |",
            "|---|---|---|---|---|---|",
            ...rows,
            "",
          ]
        : []),
    ].join("\n"),
    annotations: wrong.map((row) => ({
      level: row.verdict === "unknown" ? "warning" : "error",
      title: `${row.ticket} ${row.verdict}`,
      message: `${row.policy} on ${row.resource}, ${row.owner}: ${row.expires} (${expiryText(row, today)})`,
      file: WAIVERS_FILE,
    })),
    outputs: { verdict, waivers: String(waivers.length) },
  };
}
