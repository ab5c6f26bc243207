import type { PolicyFacts, Violation } from "./policy-facts.ts";

/** Every rule of the packs that were passed, by the name the engine reports. */
export interface Catalogue {
  /** Rules over one resource. */
  readonly resourceRules: readonly string[];
  /** Rules over the whole stack. */
  readonly stackRules: readonly string[];
  /** Those of them that are only shown; every other refuses. */
  readonly advisory: readonly string[];
}

/** How verdicts divide: each is exactly one of these. */
export interface Verdicts {
  readonly violated: number;
  readonly satisfied: number;
  readonly notApplicable: number;
  readonly cannotTell: number;
  /** Violated or cannot tell, and covered by a waiver in force. */
  readonly waived: number;
}

/** The verdicts of one rule: one per resource that was judged, or one for the whole stack. */
export interface RuleVerdicts extends Verdicts {
  readonly rule: string;
  readonly level: "mandatory" | "advisory";
  readonly judges: "resource" | "stack";
}

/** The verdicts of a run, counted. A verdict is a pair of rule and resource, or a rule over the whole stack. */
export interface PolicyCounts extends Verdicts {
  readonly packs: number;
  readonly rules: readonly RuleVerdicts[];
}

type Outcome = keyof Verdicts;

const none: Verdicts = { violated: 0, satisfied: 0, notApplicable: 0, cannotTell: 0, waived: 0 };

/** How a verdict is named in the facts of a run; a rule over the whole stack names no resource. */
export const pairOf = (rule: string, urn: string): string => `${rule} ${urn}`;

/** Counts verdicts, rule by rule; what the engine does not report is not applicable. */
export function countsOf(facts: PolicyFacts, catalogue: Catalogue): PolicyCounts {
  const byRule = Map.groupBy(facts.violations, ({ policy }) => policy);
  const { resourceRules, stackRules } = catalogue;
  const about = (rule: string, urn: string, found: readonly Violation[]): Outcome => {
    const pair = pairOf(rule, urn);
    if (found.length > 0) return worstOf(found);
    // The engine says that it failed, and nobody says why.
    if (facts.failed.has(pair)) return "cannotTell";
    return facts.passed.has(pair) ? "satisfied" : "notApplicable";
  };
  const rules = [
    ...resourceRules.map((rule) => {
      const found = Map.groupBy(byRule.get(rule) ?? [], ({ urn }) => urn);
      const urns = new Set([...facts.judged, ...found.keys()]);
      const outcomes = [...urns].map((urn) => about(rule, urn, found.get(urn) ?? []));
      return row(rule, "resource", outcomes, catalogue);
    }),
    ...stackRules.map((rule) => {
      const found = byRule.get(rule) ?? [];
      const judged = facts.complete.size > 0 || found.length > 0;
      return row(rule, "stack", judged ? [about(rule, "", found)] : [], catalogue);
    }),
  ];
  return countsOfRules(rules);
}

/** The counts of all rules together. */
export function countsOfRules(rules: readonly RuleVerdicts[]): PolicyCounts {
  const sum = (outcome: Outcome) => rules.reduce((total, rule) => total + rule[outcome], 0);
  return {
    packs: new Set(rules.map(({ rule }) => rule.split("/")[0])).size,
    rules,
    violated: sum("violated"),
    satisfied: sum("satisfied"),
    notApplicable: sum("notApplicable"),
    cannotTell: sum("cannotTell"),
    waived: sum("waived"),
  };
}

function row(
  rule: string,
  judges: RuleVerdicts["judges"],
  outcomes: readonly Outcome[],
  { advisory }: Catalogue,
): RuleVerdicts {
  const counts = { ...none };
  for (const outcome of outcomes) counts[outcome] += 1;
  return { rule, level: advisory.includes(rule) ? "advisory" : "mandatory", judges, ...counts };
}

/** The worst finding names the verdict: seen, then unseen, then waived. */
function worstOf(found: readonly Violation[]): Outcome {
  const open = found.filter(({ waived }) => waived === undefined);
  if (open.some(({ cannotTell }) => !cannotTell)) return "violated";
  return open.length > 0 ? "cannotTell" : "waived";
}

/** True for a finding that refuses: mandatory, or advisory only because its evidence was missing. */
export const refuses = (violation: Violation): boolean => violation.level === "mandatory";

/**
 * Why the packs' silence cannot be taken for consent; empty when they judged everything.
 *
 * Fails closed: packs that were passed but reported nothing, left a resource out, or failed without a word have not
 * agreed.
 */
export function silences(facts: PolicyFacts, expected: readonly string[]): string[] {
  if (facts.judged.size === 0) {
    return ["the policy packs were passed to the engine, but it reported no verdict of theirs"];
  }
  const left = expected.filter((urn) => !facts.judged.has(urn));
  if (left.length > 0) {
    const [first = ""] = left;
    return [
      `${left.length} of ${expected.length} resources were not judged, the first is ${first}`,
    ];
  }
  if (facts.complete.size === 0) {
    return ["the rules over the whole stack did not run"];
  }
  const said = new Set(
    facts.violations.flatMap(({ policy, urn }) => [pairOf(policy, urn), pairOf(policy, "")]),
  );
  const [wordless] = [...facts.failed].filter((pair) => !said.has(pair));
  return wordless === undefined ? [] : [`a rule failed without a finding: ${wordless.trim()}`];
}
