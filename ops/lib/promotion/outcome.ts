import { table } from "../../../lib/table.ts";
import type { PromoteReport } from "../../commands/promote.ts";
import type { WorkflowNews } from "../github.ts";
import { exits, type Outcome } from "../outcome.ts";
import { plural } from "../screen.ts";
import { cell } from "../summary.ts";
import { soakText } from "./gate.ts";
import { isChange, type ServiceChange } from "./plan.ts";

const HEAD = ["service", "change", "image", "before", "commit", "soak"];

const ends = { ...exits, planned: 0, same: 0 } as const;

/** How the command ends: 0 written, planned or nothing to do; 1 refused, 2 nobody can tell, and then nothing was written. */
export function promoteOutcome(report: PromoteReport): Outcome {
  return {
    exit: ends[report.verdict],
    report,
    data: render(report),
    screen: () => ending(report),
    news: () => news(report),
  };
}

/** What becomes of each service of the target. */
export const render = ({ changes, from }: PromoteReport): string[] =>
  changes.length === 0 ? ["no services"] : table([HEAD, ...changes.map((one) => cells(one, from))]);

const cells = ({ service, change, image, before, commit, soak }: ServiceChange, from: string) => [
  service,
  change,
  change === "removed" ? "" : short(image),
  before === undefined || before === image ? "" : short(before),
  commit.slice(0, 12),
  soak === undefined ? "" : soakText(soak, from),
];

/** As much of a digest as people compare. */
const short = (image: string): string => image.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]+$/, "$1");

function ending(report: PromoteReport): string[] {
  const { from, to, verdict, refusals, changes, file } = report;
  const count = plural(changes.filter(isChange).length, "service");
  if (verdict === "done") return ["", `promoted ${count} from ${from} to ${to}: commit ${file}`];
  if (verdict === "same") return ["", `${to} has what ${from} runs; ${file} is as it was`];
  if (verdict === "planned") {
    return ["", `would change ${count} of ${to}: ops promote ${from} ${to}`];
  }
  return [
    "",
    `promotion of ${from} to ${to} refused`,
    ...refusals.flatMap(({ service = "release", code, message, fix }) => [
      `  ${service}: ${message} [${code}]`,
      `    fix  ${fix}`,
    ]),
    "",
    `nothing was changed; all evidence: ops release verify ${from}`,
  ];
}

function news(report: PromoteReport): WorkflowNews {
  const { from, to, verdict, changes, refusals, file } = report;
  const rows = changes.map((one) => `| ${cells(one, from).map(cell).join(" | ")} |`);
  return {
    summary: [
      `## promote ${from} to ${to}: ${verdict}`,
      "",
      ...refusals
        .map(({ service = "release", code, message }) => cell(`${service}: ${message} [${code}]`))
        .map((text) => `> ${text}  `),
      ...(rows.length > 0
        ? [`| ${HEAD.join(" | ")} |`, "|---|---|---|---|---|---|", ...rows, ""]
        : []),
    ].join("\n"),
    annotations: refusals.map(({ service = "release", code, message, fix }) => ({
      level: "error",
      title: `${service}: ${code}`,
      message: `${message}; ${fix}`,
      file,
    })),
    outputs: { verdict, changed: String(changes.filter(isChange).length) },
  };
}
