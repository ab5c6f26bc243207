import type { PolicyFacts, Violation } from "./policy-facts.ts";

/** Every rule of the packs that were passed, by the name the engine reports. */
export interface Catalogue {
  /** Rules over one resource. */
  readonly resourceRules: readonly string[];
  /** Rules over the whole stack. */
  readonly stackRules: readonly string[];
}

/** The verdicts of a run, counted. A verdict is a pair of rule and resource, or a rule over the whole stack. */
export interface PolicyCounts {
  readonly packs: number;
  readonly rules: number;
  readonly violated: number;
  readonly satisfied: number;
  readonly notApplicable: number;
  readonly cannotTell: number;
}

/** Counts verdicts; what the engine does not report (not applicable) follows from the number of rules. */
export function countsOf(
  facts: PolicyFacts,
  { resourceRules, stackRules }: Catalogue,
): PolicyCounts {
  const rules = [...resourceRules, ...stackRules];
  const pairs = (found: readonly Violation[]) => new Set(found.map((v) => `${v.urn} ${v.policy}`));
  const violated = pairs(facts.violations.filter((v) => !v.cannotTell));
  const unclear = pairs(facts.violations).size - violated.size;
  const all =
    facts.judged.size * resourceRules.length + (facts.complete.size > 0 ? stackRules.length : 0);
  return {
    packs: new Set(rules.map((rule) => rule.split("/")[0])).size,
    rules: rules.length,
    violated: violated.size,
    satisfied: facts.satisfied,
    notApplicable: Math.max(0, all - facts.satisfied - facts.failed),
    cannotTell: unclear,
  };
}

/** True for a finding that refuses: mandatory, or advisory only because its evidence was missing. */
export const refuses = (violation: Violation): boolean => violation.level === "mandatory";

/**
 * Why the packs' silence cannot be taken for consent; empty when they judged everything.
 *
 * Fails closed: packs that were passed but reported nothing, or left a resource out, have not agreed.
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
  return [];
}
