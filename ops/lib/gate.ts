import { daysLeft } from "../../policy-packs/lib/waivers.ts";
import type { RunEnd } from "./engine.ts";
import { type Exceptions, settled } from "./exceptions.ts";
import { type Catalogue, countsOf, type PolicyCounts, refuses, silences } from "./policies.ts";
import type { PolicyFacts, Violation } from "./policy-facts.ts";
import { identitiesOf, labelOf, type Step } from "./steps.ts";
import { strangersAmong } from "./strangers.ts";
import { stackType, urnOf } from "./urn.ts";

/** A finding with the names people know its resource by. */
export interface Finding extends Violation {
  /** `Deployment core/api`; the stack itself for a rule that names no resource. */
  readonly resource: string;
  readonly component: string | undefined;
}

/** A finding that a waiver in force covers. */
export interface WaivedFinding extends Finding {
  readonly waived: NonNullable<Finding["waived"]>;
  /** Days from today to the last day of the waiver. */
  readonly days: number;
}

/** What the packs say about a run. */
export interface Judgement {
  readonly counts: PolicyCounts;
  /** Every finding that no waiver covers, those that refuse first, the severe before the mild. */
  readonly findings: readonly Finding[];
  /** Findings that a waiver covers, the one that ends first in front. */
  readonly waived: readonly WaivedFinding[];
  /** Kinds that no rule was written for, with how many there are of each. */
  readonly notUnderstood: Readonly<Record<string, number>>;
  /** Why the packs' silence is no consent; empty when they judged everything. */
  readonly silences: readonly string[];
  /** True when nothing may go on. */
  readonly refused: boolean;
}

const severities = ["critical", "high", "medium", "low", "unrated"];

/** For callers that know of no waiver: none is believed. */
const withoutExceptions: Exceptions = { waivers: () => [], now: new Date(0) };

/** Judges a run that had the packs on. A run that failed for another reason is not judged by their silence. */
export function judge(
  { facts, exit }: RunEnd,
  catalogue: Catalogue,
  exceptions: Exceptions = withoutExceptions,
): Judgement {
  const registered = facts.steps.filter(({ op }) => !gone.has(op));
  const urns = registered.map(({ urn }) => urn);
  const silent = exit === 0 ? silences(facts.policy, urns) : [];
  const policy = settledFacts(facts.policy, facts.steps, catalogue, exceptions);
  const { findings, waived } = told(policy.violations, facts.steps, exceptions.now);
  return {
    counts: countsOf(policy, catalogue),
    findings,
    waived,
    notUnderstood: strangersAmong(registered),
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

/** The facts with every finding at the level that it is entitled to. */
export function settledFacts(
  facts: PolicyFacts,
  steps: readonly Pick<Step, "urn" | "identities">[],
  catalogue: Catalogue,
  exceptions: Exceptions,
): PolicyFacts {
  const identities = new Map(steps.map((step) => [step.urn, step.identities]));
  const violations = facts.violations.map((violation) => {
    const names = identities.get(violation.urn) ?? identitiesOf(violation.urn, {});
    return settled(violation, names, catalogue, exceptions);
  });
  return { ...facts, violations };
}

/** Findings with the names of their resources, the worst first, and apart from them those that are waived. */
export function told(violations: readonly Violation[], steps: readonly Step[], now: Date) {
  const named = findingsOf(violations, steps);
  const waived = named.flatMap((finding): WaivedFinding[] =>
    finding.waived === undefined
      ? []
      : [{ ...finding, waived: finding.waived, days: daysLeft(finding.waived, now) }],
  );
  return {
    findings: named.filter((finding) => finding.waived === undefined),
    waived: waived.sort((a, b) => a.days - b.days),
  };
}

function findingsOf(violations: readonly Violation[], steps: readonly Step[]): Finding[] {
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
