import type { StackValidationPolicy } from "@pulumi/policy";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { rules } from "../../policy-packs/all/rules.ts";
import { policyOf } from "../../policy-packs/lib/crossguard.ts";
import { policyName } from "../../policy-packs/lib/rule.ts";
import { evaluate, evaluateStack, type Shown } from "../support/evaluate.ts";

interface Golden {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly provider?: string;
    readonly protect?: boolean;
    readonly inputs: Readonly<Record<string, unknown>>;
  }[];
}

type Configuration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const root = join(import.meta.dirname, "../..");
const environments = ["local", "dev", "stage", "prod", "pr"];
const goldens = readdirSync(join(root, "test/golden"))
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replace(/\.json$/, ""));

const parse = (...path: string[]): unknown =>
  JSON.parse(readFileSync(join(root, ...path), "utf8")) as unknown;

/** As doors without an engine see it: whether something is protected is not in what it is made of. */
const shownOf = (golden: Golden): Shown[] =>
  golden.resources.map(({ inputs, provider, type, name }) => ({
    type,
    name,
    ...(provider === undefined ? {} : { provider }),
    props: inputs,
  }));

/** As the engine shows it. */
const shownByEngine = (golden: Golden): Shown[] =>
  shownOf(golden).map((shown, i) => ({
    ...shown,
    protect: golden.resources[i]?.protect === true,
  }));

/** Every finding of every rule, and on how many resources a rule had something to judge. */
async function judge(shown: readonly Shown[], configuration: Configuration) {
  const findings: string[] = [];
  let judged = 0;
  for (const rule of rules) {
    const policy = policyOf(rule);
    const config = configuration[policyName(rule)] ?? {};
    const evaluations =
      rule.scope === "stack"
        ? [await evaluateStack(policy as StackValidationPolicy, shown, config)]
        : await Promise.all(shown.map((one) => evaluate(policy, one, config)));
    for (const { violations, skipped, downgraded } of evaluations) {
      if (skipped === undefined) judged += 1;
      if (downgraded !== undefined) findings.push(`downgraded: ${downgraded}`);
      findings.push(...violations.map(({ message }) => `${policyName(rule)}: ${message}`));
    }
  }
  return { findings, judged };
}

it("judges the golden of every environment", () => {
  expect(environments.filter((environment) => !goldens.includes(environment))).toEqual([]);
});

/** Which pods somebody else brings in is a fact about a stack, and no matter of strictness. */
const FACTS = "network-policies/no-dead-policy";

describe.each(goldens)("the golden of %s", (name) => {
  const golden = parse("test/golden", `${name}.json`) as Golden;
  const shown = shownOf(golden);
  const own = parse("policy-packs/all", `config.${name}.json`) as Configuration;
  const facts = { [FACTS]: own[FACTS] ?? {} };

  it("violates no rule under the strictest settings", async () => {
    const { findings, judged } = await judge(shown, facts);

    expect(findings).toEqual([]);
    expect(judged).toBeGreaterThan(0);
  });

  it.each(environments)("violates no rule under the settings for %s", async (environment) => {
    const configuration = parse("policy-packs/all", `config.${environment}.json`) as Configuration;

    const { findings } = await judge(shown, { ...configuration, ...facts });

    expect(findings).toEqual([]);
  });

  it("violates no rule under its own settings, as the engine shows it", async () => {
    const { findings } = await judge(shownByEngine(golden), own);

    expect(findings).toEqual([]);
  });

  it("is refused when one default-deny policy is taken out of it", async () => {
    const isDenial = ({ type, props }: Shown) =>
      type === "kubernetes:networking.k8s.io/v1:NetworkPolicy" &&
      JSON.stringify((props["spec"] as Shown["props"])["podSelector"]) === "{}" &&
      !("ingress" in (props["spec"] as object)) &&
      !("egress" in (props["spec"] as object));
    const [denial] = shown.filter(isDenial);

    const { findings } = await judge(
      shown.filter((one) => one !== denial),
      facts,
    );

    expect(denial?.type).toBe("kubernetes:networking.k8s.io/v1:NetworkPolicy");
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain("does not deny Ingress and Egress by default");
  });
});
