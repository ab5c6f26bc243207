import { changed } from "../lib/changes.ts";
import type { Ports } from "../lib/ports.ts";
import { previewRun } from "../lib/preview-run.ts";
import { refusalLines } from "../lib/refusal.ts";
import { type DeployReport, previewReport } from "../lib/report.ts";
import { previewRows } from "../lib/rows.ts";
import type { Screen } from "../lib/screen.ts";
import { withSession } from "../lib/session.ts";
import { findTarget, titleOf } from "../lib/target.ts";

export interface DeployInput {
  readonly environment: string;
  /** Another project folder. @default the root */
  readonly project?: string;
  readonly noWait?: boolean;
  readonly restore?: boolean;
  /** Also list every rule with its counts. @default false */
  readonly rules?: boolean;
}

/** What would change and what every policy says about it. Changes no resource. */
export async function preview(input: DeployInput, ports: Ports): Promise<DeployReport> {
  const target = findTarget(ports.root, input);
  ports.screen.lines(`IntelGraph platform: preview of ${titleOf(target)}`, "");
  const { noWait, restore } = input;
  const options = {
    verb: "preview" as const,
    create: target.kind !== "real",
    heals: target.kind !== "real",
    ...(noWait === undefined ? {} : { noWait }),
    ...(restore === undefined ? {} : { restore }),
  };
  return withSession(target, ports, options, async (session) => {
    const previewed = await previewRun(session, ports);
    const report = { ...previewReport(session, previewed), withRules: input.rules === true };
    previewRows(report, ports.screen);
    return report;
  });
}

/** The end of the screen. */
export function render(report: DeployReport, screen: Screen): string[] {
  const { verdict, changes, next } = report;
  if (verdict === "refused") {
    const consequence = "nothing was changed.";
    return ["", ...refusalLines({ ...report, what: "preview", consequence }, screen)];
  }
  const what = changed(changes) === 0 ? "nothing to do" : `${next.up}    applies it`;
  return ["", `next       ${what}`];
}
