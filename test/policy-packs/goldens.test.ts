import type { StackValidationPolicy } from "@pulumi/policy";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { readImages } from "../../lib/artifacts/images.ts";
import { rules } from "../../policy-packs/all/rules.ts";
import { type Excuses, policyOf } from "../../policy-packs/lib/crossguard.ts";
import { policyName } from "../../policy-packs/lib/rule.ts";
import { registered } from "../../policy-packs/lib/waivers.ts";
import { evaluate, evaluateStack, type Shown } from "../support/evaluate.ts";
import { isOfShell } from "../support/shell.ts";

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

/** As the engine shows it; of objects of its own, by which packs remember what they have seen. */
const shownByEngine = (golden: Golden): Shown[] =>
  shownOf(golden).map((shown, i) => ({
    ...shown,
    props: { ...shown.props },
    protect: golden.resources[i]?.protect === true,
  }));

/** The day of the newest trust root: what is released and excused is judged as of then, not as of today. */
const { asOf } = (parse("policy-packs/provenance/trust.prod.json") as { root: { asOf: string } })
  .root;
const now = new Date(asOf);
const committed: Excuses = { waivers: registered(rules.map(policyName), now), now: () => now };
const unexcused: Excuses = { waivers: [], now: () => now };

/** Every finding of every rule, those that are waived apart, and on how many resources a rule had something to judge. */
async function judge(
  shown: readonly Shown[],
  configuration: Configuration,
  excuses: Excuses = unexcused,
) {
  const findings: string[] = [];
  const waived: string[] = [];
  let judged = 0;
  for (const rule of rules) {
    const policy = policyOf(rule, excuses);
    const config = configuration[policyName(rule)] ?? {};
    const evaluations =
      rule.scope === "stack"
        ? [await evaluateStack(policy as StackValidationPolicy, shown, config)]
        : await Promise.all(shown.map((one) => evaluate(policy, one, config)));
    for (const { violations, skipped, downgraded } of evaluations) {
      if (skipped === undefined) judged += 1;
      if (downgraded !== undefined) findings.push(`downgraded: ${downgraded}`);
      for (const { message, level } of violations)
        (level === "advisory" ? waived : findings).push(`${policyName(rule)}: ${message}`);
    }
  }
  return { findings, waived, judged };
}

/** Images of others whose digest nobody knows, of those that a golden names. */
const undigested = (golden: Golden): string[] => {
  const text = JSON.stringify(golden);
  return [...readImages()]
    .filter(([name, { state }]) => state === "empty" && text.includes(name))
    .map(([name]) => name);
};

it("judges the golden of every environment", () => {
  expect(environments.filter((environment) => !goldens.includes(environment))).toEqual([]);
});

/** Which pods somebody else brings in is a fact about a stack, and no matter of strictness. */
const FACTS = "network-policies/no-dead-policy";

describe.each(goldens)("the golden of %s", (name) => {
  const golden = parse("test/golden", `${name}.json`) as Golden;
  const shown = shownOf(golden);
  const shell = shown.filter(isOfShell);
  const own = parse("policy-packs/all", `config.${name}.json`) as Configuration;
  const facts = { [FACTS]: own[FACTS] ?? {} };

  it("violates no rule under its own settings, as the engine shows it, but what is waived", async () => {
    const { findings, waived, judged } = await judge(shownByEngine(golden), own, committed);

    expect(findings).toEqual([]);
    expect(judged).toBeGreaterThan(0);
    const excused = waived.map((message) =>
      message.replace(/^(\S+): waived until .* uses image "(.*?)".*$/s, "$1 $2"),
    );
    expect([...new Set(excused)].sort()).toEqual(
      undigested(golden)
        .flatMap((image) => [
          `provenance/image-digest ${image}`,
          `provenance/released-image ${image}`,
        ])
        .sort(),
    );
  });

  it("violates no rule under the strictest settings, the controllers apart", async () => {
    const { findings, judged } = await judge(shell, facts);

    expect(findings).toEqual([]);
    expect(judged).toBeGreaterThan(0);
  });

  it.each(environments)(
    "violates no rule under the settings for %s, the controllers apart",
    async (environment) => {
      const configuration = parse(
        "policy-packs/all",
        `config.${environment}.json`,
      ) as Configuration;

      const { findings } = await judge(shell, { ...configuration, ...facts });

      expect(findings).toEqual([]);
    },
  );

  it("is refused when one default-deny policy is taken out of it", async () => {
    const isDenial = ({ type, props }: Shown) =>
      type === "kubernetes:networking.k8s.io/v1:NetworkPolicy" &&
      JSON.stringify((props["spec"] as Shown["props"])["podSelector"]) === "{}" &&
      !("ingress" in (props["spec"] as object)) &&
      !("egress" in (props["spec"] as object));
    const [denial] = shown.filter(isDenial);

    const { findings } = await judge(
      shownByEngine(golden).filter((_, at) => shown[at] !== denial),
      own,
      committed,
    );

    expect(denial?.type).toBe("kubernetes:networking.k8s.io/v1:NetworkPolicy");
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain("does not deny Ingress and Egress by default");
  });
});

it("the preview, which has no controllers, is its own shell", () => {
  const shown = shownOf(parse("test/golden/pr.json") as Golden);

  expect(shown.filter(isOfShell)).toEqual(shown);
});
