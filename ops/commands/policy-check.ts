import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { rules as all } from "../../policy-packs/all/rules.ts";
import { assess } from "../../policy-packs/lib/judge.ts";
import { policyName, type Rule } from "../../policy-packs/lib/rule.ts";
import { registered, type Waiver, WAIVERS_FILE } from "../../policy-packs/lib/waivers.ts";
import type { Helm } from "../lib/manifests/chart.ts";
import { loadManifests } from "../lib/manifests/load.ts";
import { applicationSource } from "../lib/policy-check/application-source.ts";
import { reportOf } from "../lib/policy-check/report.ts";
import type { CheckReport } from "../lib/policy-check/report-types.ts";
import { settle } from "../lib/policy-check/settings.ts";
import { subjectsOf } from "../lib/policy-check/subjects.ts";

export interface PolicyCheckInput {
  readonly inputs: readonly string[];
  readonly values: readonly string[];
  /** @default undefined: the strictest settings */
  readonly environment?: string | undefined;
  readonly namespace: string;
}

/** What the command touches besides files. */
export interface PolicyCheckPorts {
  readonly root: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly now: () => Date;
  readonly helm: Helm;
  /** @default this process's stdin */
  readonly stdin?: () => string;
}

/** The report, and the rules that were asked. */
export interface Checked {
  readonly report: CheckReport;
  readonly rules: readonly Rule[];
}

/** Judges manifests by every rule, with the waivers of today. @throws every Fault there is; then nothing was judged */
export async function policyCheck(
  input: PolicyCheckInput,
  ports: PolicyCheckPorts,
): Promise<Checked> {
  const { environment, inputs, values, namespace } = input;
  const { root, cwd, env, now, helm, stdin } = ports;
  const begun = performance.now();
  const packs = join(root, "policy-packs/all");
  const settled = settle(all, environment, packs);
  const load = await loadManifests({
    inputs,
    values,
    namespace,
    cwd,
    env,
    helm,
    ...(stdin === undefined ? {} : { stdin }),
  });
  const { subjects, places, unseen } = subjectsOf(load.loaded);
  const source = applicationSource(unseen);
  const delivers = subjects.some(({ type }) =>
    /^kubernetes:argoproj\.io.*:Application(Set)?$/.test(type),
  );
  const rules = delivers ? [...settled.rules, source] : settled.rules;
  const today = now();
  const waivers = waiversOf(all, today);
  const { configuration, disabled } = settled;
  const assessment = assess(subjects, { rules, configuration, waivers, now: today });
  const { skipped, rendered } = load;
  const milliseconds = performance.now() - begun;
  const report = reportOf({
    environment,
    rules,
    disabled,
    subjects,
    places,
    assessment,
    skipped,
    rendered,
    milliseconds,
  });
  return { report, rules };
}

function waiversOf(rules: readonly Rule[], today: Date): readonly Waiver[] {
  try {
    return registered(rules.map(policyName), today);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Fault({
      where: WAIVERS_FILE,
      problem: message.replace(`${WAIVERS_FILE}: `, ""),
      fix: "ops policy waivers lists all that is wrong",
      cause: error,
    });
  }
}
