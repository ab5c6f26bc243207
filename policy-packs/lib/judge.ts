import type { Given } from "./config.ts";
import type { Finding } from "./finding.ts";
import { policyName, type Rule, type Verdict } from "./rule.ts";
import { identityOf, type Subject } from "./subject.ts";
import { type Waiver, waive } from "./waivers.ts";

/** What holds while subjects are judged. */
export interface Terms {
  readonly rules: readonly Rule[];
  /** Settings by the name of the rule, as in `config.<env>.json`. */
  readonly configuration: Readonly<Record<string, Given>>;
  readonly waivers: readonly Waiver[];
  readonly now: Date;
}

/** A finding with the rule that made it and the resource it is about. */
export interface Judged {
  readonly rule: Rule;
  /** `Deployment core/api`; "the stack" for a finding about no resource. */
  readonly identity: string;
  /** Where the subject came from; undefined for a finding about no resource. */
  readonly subject: Subject | undefined;
  readonly finding: Finding;
}

/** Verdicts of one rule: pairs of rule and subject, or one for all subjects together. */
export interface Tally {
  violated: number;
  satisfied: number;
  notApplicable: number;
  cannotTell: number;
  waived: number;
}

export interface Assessment {
  readonly findings: readonly Judged[];
  /** By the name of the rule, every rule that was asked. */
  readonly tallies: Readonly<Record<string, Tally>>;
  /** Whether anything refuses: a mandatory finding that no waiver covers. */
  readonly refused: boolean;
}

/** What one rule has come to so far. */
interface Ledger {
  readonly rule: Rule;
  readonly given: Given;
  readonly tally: Tally;
  readonly findings: Judged[];
}

const strictest: Given = {};

/**
 * Judges subjects by all rules, with waivers applied. Never throws.
 *
 * Goes subject by subject, so that what one rule has read of it need not be read again for the next.
 */
export function assess(subjects: readonly Subject[], terms: Terms): Assessment {
  const tallies: Record<string, Tally> = {};
  const ledgers = terms.rules.map((rule): Ledger => {
    const policy = policyName(rule);
    const tally = (tallies[policy] = emptyTally());
    return { rule, given: terms.configuration[policy] ?? strictest, tally, findings: [] };
  });
  const byUrn = new Map(subjects.map((subject) => [subject.urn, subject]));
  const take = ({ rule, tally, findings }: Ledger, verdict: Verdict, subject?: Subject) => {
    if ("notApplicable" in verdict) tally.notApplicable += 1;
    else if (verdict.findings.length === 0) tally.satisfied += 1;
    else {
      const found = settled(rule, verdict.findings, subject, byUrn, terms);
      count(tally, found);
      findings.push(...found);
    }
  };
  const overOne = ledgers.filter(({ rule }) => rule.scope === "resource");
  for (const subject of subjects) {
    for (const ledger of overOne) {
      const { rule, given } = ledger;
      if (rule.scope === "resource") take(ledger, rule.verdict(subject, given, terms.now), subject);
    }
  }
  for (const ledger of ledgers) {
    const { rule, given } = ledger;
    if (rule.scope === "stack") take(ledger, rule.verdict(subjects, given, terms.now));
  }
  const findings = ledgers.flatMap((ledger) => ledger.findings);
  return { findings, tallies, refused: findings.some(refuses) };
}

/** Whether a finding stops a change. */
export const refuses = ({ rule, finding }: Judged): boolean =>
  rule.level === "mandatory" && finding.waived === undefined;

function settled(
  rule: Rule,
  findings: readonly Finding[],
  subject: Subject | undefined,
  byUrn: ReadonlyMap<string | undefined, Subject>,
  { waivers, now }: Terms,
): readonly Judged[] {
  return findings.map((found) => {
    const about = subject ?? (found.urn === undefined ? undefined : byUrn.get(found.urn));
    const identity = about === undefined ? "the stack" : identityOf(about);
    const finding = waive(found, policyName(rule), identity, waivers, now);
    return { rule, identity, subject: about, finding };
  });
}

export const emptyTally = (): Tally => ({
  violated: 0,
  satisfied: 0,
  notApplicable: 0,
  cannotTell: 0,
  waived: 0,
});

/** The worst finding names the verdict: seen, then unseen, then waived. */
function count(tally: Tally, found: readonly Judged[]): void {
  const open = found.filter(({ finding }) => finding.waived === undefined);
  if (open.some(({ finding }) => !finding.cannotTell)) tally.violated += 1;
  else if (open.length > 0) tally.cannotTell += 1;
  else tally.waived += 1;
}
