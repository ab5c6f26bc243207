import type { RunEnd } from "./engine.ts";
import { type Catalogue, countsOf, type PolicyCounts, refuses, silences } from "./policies.ts";
import type { Violation } from "./policy-facts.ts";
import { labelOf, type Step } from "./steps.ts";
import { stackType, urnOf } from "./urn.ts";

/** A finding with the names people know its resource by. */
export interface Finding extends Violation {
  /** `Deployment core/api`; the stack itself for a rule that names no resource. */
  readonly resource: string;
  readonly component: string | undefined;
}

/** What the packs say about a run. */
export interface Judgement {
  readonly counts: PolicyCounts;
  /** Every finding, those that refuse first, the severe before the mild. */
  readonly findings: readonly Finding[];
  /** Why the packs' silence is no consent; empty when they judged everything. */
  readonly silences: readonly string[];
  /** True when nothing may go on. */
  readonly refused: boolean;
}

const severities = ["critical", "high", "medium", "low", "unrated"];

/** Judges a run that had the packs on. A run that failed for another reason is not judged by their silence. */
export function judge({ facts, exit }: RunEnd, catalogue: Catalogue): Judgement {
  const registered = facts.steps.filter(({ op }) => !gone.has(op)).map(({ urn }) => urn);
  const silent = exit === 0 ? silences(facts.policy, registered) : [];
  const findings = findingsOf(facts.policy.violations, facts.steps);
  return {
    counts: countsOf(facts.policy, catalogue),
    findings,
    silences: silent.map((text) => text.replace(/urn:\S+/, (urn) => labelOf(urn, {}))),
    refused: silent.length > 0 || findings.some(refuses),
  };
}

/** Steps of resources that the program does not register, so that no pack sees them. */
const gone: ReadonlySet<string> = new Set([
  "delete",
  "delete-replaced",
  "discard",
  "discard-replaced",
  "read",
  "read-discard",
  "refresh",
  "remove-pending-replace",
]);

/** Findings with the names of their resources, the worst first. */
export function findingsOf(violations: readonly Violation[], steps: readonly Step[]): Finding[] {
  const byUrn = new Map(steps.map((step) => [step.urn, step]));
  const rank = (finding: Finding) =>
    (refuses(finding) ? 0 : 10) + severities.indexOf(finding.severity);
  return violations
    .map((violation) => {
      const step = byUrn.get(violation.urn);
      const stack = violation.urn === "" || urnOf(violation.urn).type === stackType;
      const resource = stack ? "the stack" : (step?.label ?? labelOf(violation.urn, {}));
      return { ...violation, resource, component: step?.component };
    })
    .sort((a, b) => rank(a) - rank(b));
}
