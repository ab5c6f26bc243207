import { createRequire } from "node:module";

import { rules } from "../../policy-packs/all/rules.ts";
import { textOf } from "../../policy-packs/lib/finding.ts";
import { policyName, type Rule, type Verdict } from "../../policy-packs/lib/rule.ts";
import { type Subject, subjectOf } from "../../policy-packs/lib/subject.ts";
import { faultsOf } from "../policy-packs/fixtures/facts.ts";
import type { Fixture } from "../policy-packs/fixtures/fixture.ts";
import { fixturesOf } from "../policy-packs/fixtures/index.ts";
import type { Shown } from "../support/evaluate.ts";

/** The proxy by itself: to load the whole SDK takes longer than to judge every fixture. */
const { unknownCheckingProxy } = createRequire(import.meta.url)("@pulumi/policy/proxy") as {
  readonly unknownCheckingProxy: (props: object) => Subject["props"];
};

/** A rule, and what it does otherwise than its fixtures say. */
export interface Case {
  readonly policy: string;
  /** Undefined when it does all as it should. */
  readonly difference: () => string | undefined;
}

/** What each mutant has to get past: facts and fixtures, judged as in `test/policy-packs/rules.test.ts`. */
export const cases: readonly Case[] = Object.entries(fixturesOf).map(([policy, fixtures]) => ({
  policy,
  difference: () => {
    const rule = rules.find((one) => policyName(one) === policy);
    if (rule === undefined) return "no rule has that name";
    const [fault] = faultsOf(rule);
    return fault ?? fixtures.find((fixture) => !isJudgedAsExpected(rule, fixture))?.title;
  },
}));

function isJudgedAsExpected(rule: Rule, fixture: Fixture): boolean {
  const verdict = verdictOf(rule, fixture);
  if ("notApplicable" in verdict) return verdict.notApplicable === fixture.skipped;
  const found = JSON.stringify(verdict.findings.map(textOf));
  return fixture.skipped === undefined && found === JSON.stringify(fixture.findings ?? []);
}

function verdictOf(rule: Rule, { shown, config }: Fixture): Verdict {
  const subjects = shown.map(subjectFrom);
  // New each time, so that no rule remembers what it made of it under another mutant.
  const given = { ...config };
  if (rule.scope === "stack") return rule.verdict(subjects, given);
  const [only] = subjects;
  if (only === undefined) throw new Error("a fixture shows one resource");
  return rule.verdict(only, given);
}

const subjectFrom = ({ type, name, urn, provider, protect, props }: Shown): Subject =>
  subjectOf({
    ...{ type, name, provider, protect },
    urn: urn ?? `urn:pulumi:test::intelgraph::${type}::${name}`,
    props: unknownCheckingProxy(props),
  });
