import {
  type Assessment,
  type Judged,
  refuses,
  type Tally,
} from "../../../policy-packs/lib/judge.ts";
import { isUnderstood } from "../../../policy-packs/lib/kinds.ts";
import { policyName, type Rule } from "../../../policy-packs/lib/rule.ts";
import { groupOf, type Subject } from "../../../policy-packs/lib/subject.ts";
import type { Skipped } from "../manifests/folder.ts";
import type { Place } from "../manifests/place.ts";
import type { CheckReport, ReportedFinding } from "./report-types.ts";

/** What a report is made of. */
export interface Facts {
  readonly environment: string | undefined;
  readonly rules: readonly Rule[];
  readonly disabled: readonly string[];
  readonly subjects: readonly Subject[];
  readonly places: ReadonlyMap<string | undefined, Place>;
  readonly assessment: Assessment;
  readonly skipped: readonly Skipped[];
  readonly rendered: readonly string[];
  readonly milliseconds: number;
}

const severities = ["critical", "high", "medium", "low"];

/** Everything there is to say, for machines. */
export function reportOf(facts: Facts): CheckReport {
  const { assessment, subjects, environment, rules, disabled, places } = facts;
  const findings = assessment.findings.map((one) => reported(one, places)).sort(worstFirst);
  return {
    command: "policy check",
    verdict: assessment.refused ? "refused" : "done",
    environment: environment ?? null,
    resources: subjects.length,
    rules: rules.length,
    counts: sum(Object.values(assessment.tallies)),
    tallies: { ...assessment.tallies },
    findings,
    waivers: findings.flatMap(({ policy, resource, waived }) =>
      waived === undefined ? [] : [{ policy, resource, ...waived }],
    ),
    notUnderstood: notUnderstood(subjects),
    disabled: [...disabled],
    rendered: [...facts.rendered],
    skipped: [...facts.skipped],
    seconds: Math.round(facts.milliseconds / 100) / 10,
  };
}

function reported(judged: Judged, places: ReadonlyMap<string | undefined, Place>): ReportedFinding {
  const { rule, identity, subject, finding } = judged;
  const place = subject === undefined ? undefined : places.get(subject.urn);
  return {
    policy: policyName(rule),
    severity: rule.severity,
    level: rule.level,
    resource: identity,
    id: subject?.urn ?? "",
    file: place?.file ?? null,
    line: place?.line() ?? null,
    message: finding.message,
    fix: rule.remediation,
    cannotTell: finding.cannotTell,
    refuses: refuses(judged),
    ...(finding.waived === undefined ? {} : { waived: { ...finding.waived } }),
  };
}

/** Refusing before shown, severe before mild, otherwise as they were found. */
function worstFirst(a: ReportedFinding, b: ReportedFinding): number {
  const rank = (one: ReportedFinding) => (one.refuses ? 0 : 10) + severities.indexOf(one.severity);
  return rank(a) - rank(b);
}

function sum(tallies: readonly Tally[]): Tally {
  const total: Tally = { violated: 0, satisfied: 0, notApplicable: 0, cannotTell: 0, waived: 0 };
  for (const tally of tallies) {
    total.violated += tally.violated;
    total.satisfied += tally.satisfied;
    total.notApplicable += tally.notApplicable;
    total.cannotTell += tally.cannotTell;
    total.waived += tally.waived;
  }
  return total;
}

/** Kinds of which nobody knows what they do; rules only look whether they seem to carry pods. */
function notUnderstood(subjects: readonly Subject[]): CheckReport["notUnderstood"] {
  const counts = new Map<string, { apiVersion: string; kind: string; count: number }>();
  for (const { apiVersion, kind, props } of subjects) {
    // Asked of each object: an AnalysisTemplate is understood or not by what is in it.
    if (isUnderstood({ group: groupOf(apiVersion), kind, patch: false, props })) continue;
    const key = `${apiVersion} ${kind}`;
    const entry = counts.get(key) ?? { apiVersion, kind, count: 0 };
    entry.count += 1;
    counts.set(key, entry);
  }
  return [...counts.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1));
}
