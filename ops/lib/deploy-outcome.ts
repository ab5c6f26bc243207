import { changed } from "./changes.ts";
import { annotationsOf } from "./annotations.ts";
import type { Outcome } from "./outcome.ts";
import { refuses } from "./policies.ts";
import type { DeployReport } from "./report.ts";
import type { Screen } from "./screen.ts";
import { summaryOf } from "./summary.ts";

/** How a preview or an up ends: 0 done, 1 refused. */
export function deployOutcome<R extends DeployReport>(
  report: R,
  render: (report: R, screen: Screen) => readonly string[],
): Outcome {
  return {
    exit: report.verdict === "refused" ? 1 : 0,
    report,
    screen: (screen) => render(report, screen),
    news: (root) => ({
      summary: summaryOf(report),
      annotations: annotationsOf(root, report.findings),
      outputs: {
        verdict: report.verdict,
        changes: String(changed(report.changes)),
        violations: String(report.findings.filter(refuses).length),
      },
    }),
  };
}
