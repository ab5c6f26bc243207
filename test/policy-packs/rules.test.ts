import type { StackValidationPolicy } from "@pulumi/policy";

import { rules } from "../../policy-packs/all/rules.ts";
import { policyOf } from "../../policy-packs/lib/crossguard.ts";
import { policyName, type Rule } from "../../policy-packs/lib/rule.ts";
import { evaluate, evaluateStack } from "../support/evaluate.ts";
import { faultsOf } from "./fixtures/facts.ts";
import { type Fixture, situations } from "./fixtures/fixture.ts";
import { fixturesOf } from "./fixtures/index.ts";

/** The engine's door; a rule over a resource is shown one resource per fixture. */
function judge(rule: Rule, { shown, config }: Fixture) {
  const policy = policyOf(rule);
  if (rule.scope === "stack") return evaluateStack(policy as StackValidationPolicy, shown, config);
  const [only, ...others] = shown;
  if (only === undefined || others.length > 0) throw new Error("a fixture shows one resource");
  return evaluate(policy, only, config);
}

describe.each(rules.map((rule) => [policyName(rule), rule] as const))("%s", (name, rule) => {
  it.each((fixturesOf[name] ?? []).map((fixture) => [fixture.title, fixture] as const))(
    "%s",
    async (_, fixture) => {
      const { findings = [], skipped } = fixture;

      const evaluation = await judge(rule, fixture);

      expect(evaluation.violations.map(({ message }) => message)).toEqual(
        findings.map((finding) => `${finding}\nfix: ${rule.remediation}`),
      );
      expect(evaluation.skipped).toBe(skipped);
      expect(evaluation.downgraded).toBeUndefined();
    },
  );

  it.each(situations)("has a fixture for the situation: %s", (situation) => {
    const found = (fixturesOf[name] ?? []).filter((fixture) => fixture.situation === situation);

    expect(found.length).toBeGreaterThan(0);
  });

  it("shows fixtures that are what they are called", () => {
    const wrong = (fixturesOf[name] ?? []).filter(
      ({ situation, findings, skipped }) =>
        (situation === "accepted" && (findings !== undefined || skipped !== undefined)) ||
        (situation === "rejected" && findings === undefined) ||
        (situation === "throwing" && findings === undefined) ||
        (situation === "not applicable") !== (skipped !== undefined),
    );

    expect(wrong.map(({ title }) => title)).toEqual([]);
  });
});

describe("the registry of rules", () => {
  it("has fixtures for its rules and for nothing else", () => {
    expect(rules.map(policyName).sort()).toEqual(Object.keys(fixturesOf).sort());
  });

  it("names every rule once, in the form pack/rule that engine and configuration files share", () => {
    const names = rules.map(policyName);

    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*\/[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });

  it.each(rules.map((rule) => [policyName(rule), rule] as const))(
    "has %s mandatory, with a line each for what it demands and how to mend it",
    (_, rule) => {
      expect(faultsOf(rule)).toEqual([]);
    },
  );
});
