import { Fault } from "../../../lib/fault.ts";
import { sbomDiff } from "../../commands/sbom-diff.ts";
import type { Annotation } from "../annotations.ts";
import type { Flags } from "../command-table/flags.ts";
import type { WorkflowNews } from "../github.ts";
import { exits, type Outcome } from "../outcome.ts";
import { baseOf } from "../policy-check/outcome.ts";
import type { Ports } from "../ports.ts";
import { markdownOf } from "./markdown.ts";
import { render } from "./render.ts";
import type { DiffReport } from "./report-schema.ts";
import { kinds, packageText, reasonsOf, whyTexts } from "./wording.ts";

/** `ops sbom diff` from its words and flags to what is printed. */
export async function sbomDiffOutcome(
  names: readonly string[],
  flags: Flags,
  { root, env, now }: Pick<Ports, "root" | "env" | "now">,
): Promise<Outcome> {
  const formats = [flags.json, flags.markdown, flags.sarif].filter((one) => one === true);
  if (formats.length > 1) {
    throw new Fault({
      where: "ops sbom diff",
      problem: "--json, --markdown and --sarif all print on stdout",
      fix: "ask for one of them",
    });
  }
  const cwd = process.cwd();
  const report = sbomDiff(
    {
      names,
      scanBase: flags.scanBase,
      scanHead: flags.scanHead,
      allow: flags.allow,
      withoutScans: flags.scans === false,
    },
    { root, cwd, now },
  );
  const data = async (): Promise<readonly string[]> => {
    if (flags.markdown === true) return [markdownOf(report)];
    if (flags.sarif !== true) return [];
    const { sarifOf } = await import("./sarif.ts");
    return [JSON.stringify(sarifOf(report, { root: baseOf(cwd, root, env), cwd }), undefined, 2)];
  };
  return {
    exit: exits[report.verdict],
    report,
    screen: (screen) => render(report, screen),
    data: await data(),
    news: () => newsOf(report),
  };
}

/** What a workflow is told: the comment as a summary, and an annotation for each thing that refuses. */
export function newsOf(report: DiffReport): WorkflowNews {
  const { changes, vulnerabilities, verdict } = report;
  const introduced = vulnerabilities?.introduced.filter(({ refuses }) => refuses) ?? [];
  const annotations: Annotation[] = [
    ...introduced.map((one) => ({
      level: "error" as const,
      title: `${one.id} (${one.severity})`,
      message: `${packageText(one)}: ${whyTexts[one.why]}`,
      file: undefined,
    })),
    ...changes
      .filter(({ refuses }) => refuses)
      .map((one) => ({
        level: "error" as const,
        title: kinds[one.kind].title,
        message: `${packageText(one)}\nfix: ${kinds[one.kind].fix ?? ""}`,
        file: undefined,
      })),
  ];
  return {
    summary: markdownOf(report),
    annotations: annotations.slice(0, 50),
    outputs: { verdict, reasons: reasonsOf(report).join("; ") },
  };
}
