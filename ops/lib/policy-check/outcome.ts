import { sep } from "node:path";

import { policyCheck } from "../../commands/policy-check.ts";
import { Fault } from "../../../lib/fault.ts";
import type { Flags } from "../command-table/flags.ts";
import { localTool } from "../local-tool.ts";
import type { Outcome } from "../outcome.ts";
import type { Ports } from "../ports.ts";
import { render } from "./render.ts";

/** `ops policy check` from its words and flags to what is printed. */
export async function policyCheckOutcome(
  inputs: readonly string[],
  flags: Flags,
  { root, env, now }: Ports,
): Promise<Outcome> {
  const formats = [flags.json, flags.sarif, flags.junit].filter((one) => one === true);
  if (formats.length > 1)
    throw new Fault({
      where: "ops policy check",
      problem: "--json, --sarif and --junit all print on stdout",
      fix: "ask for one of them",
    });
  const cwd = process.cwd();
  const { report, rules } = await policyCheck(
    {
      inputs,
      values: flags.values ?? [],
      environment: flags.env,
      namespace: flags.namespace ?? "default",
    },
    { root, cwd, env, now, helm: { program: () => localTool(root, env, "helm"), env } },
  );
  const roots = { root: baseOf(cwd, root, env), cwd };
  const data = async (): Promise<readonly string[]> => {
    if (flags.sarif === true) {
      const { sarifOf } = await import("./sarif.ts");
      return [JSON.stringify(sarifOf(report, rules, roots), undefined, 2)];
    }
    if (flags.junit !== true) return [];
    const { junitOf } = await import("./junit.ts");
    return [junitOf(report, rules)];
  };
  const news =
    flags.github === true ? (await import("./news.ts")).newsOf(report, roots) : undefined;
  return {
    exit: report.verdict === "refused" ? 1 : 0,
    report,
    screen: (screen) => render(report, screen),
    data: await data(),
    ...(news === undefined ? {} : { news: () => news }),
  };
}

/** Paths in a log and in annotations count from the workspace of the workflow, the checkout, or else from here. */
export const baseOf = (cwd: string, root: string, env: NodeJS.ProcessEnv): string =>
  [env["GITHUB_WORKSPACE"] ?? "", root].find(
    (folder) => folder !== "" && (cwd === folder || cwd.startsWith(`${folder}${sep}`)),
  ) ?? cwd;
