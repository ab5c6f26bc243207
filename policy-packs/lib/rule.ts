import type { Admission, AdmissionSource } from "./admission.ts";
import { type Given, type Option, type Options, settingsOf } from "./config.ts";
import { cannotTell, type Finding, reasonOf } from "./finding.ts";
import { remember } from "./remember.ts";
import type { Subject } from "./subject.ts";

/** A section of a published guide that asks for what a rule asks. */
export interface Framework {
  readonly name: string;
  readonly version: string;
  readonly reference: string;
  readonly specification: string;
}

/** What there is to know about a rule without running it. */
export interface RuleFacts {
  readonly pack: string;
  readonly name: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  /** A mandatory finding stops preview and up; an advisory one is only shown. */
  readonly level: "mandatory" | "advisory";
  /** What it demands, one sentence. */
  readonly description: string;
  /** The next step of someone whose change was refused, one sentence. */
  readonly remediation: string;
  readonly framework: Framework;
}

/** The rule does not concern what it was shown. */
export interface NotApplicable {
  readonly notApplicable: string;
}

/** Findings may come one by one: those made before a throw are kept. */
export type Judgement = NotApplicable | Iterable<Finding>;

/** How a judgement ends at every door. No finding means satisfied. */
export type Verdict = NotApplicable | { readonly findings: readonly Finding[] };

interface Judged<T> extends RuleFacts {
  readonly options: Readonly<Record<string, Option<unknown>>>;
  /** Never throws: whatever goes wrong is a finding that cannot tell. @default now: this moment */
  readonly verdict: (subject: T, given?: Given, now?: Date) => Verdict;
}

/** Judges one object, knowing nothing but it. */
export interface ResourceRule extends Judged<Subject> {
  readonly scope: "resource";
  /** The same demand in CEL, for the API server; or why it cannot be made there. */
  readonly admission: Admission;
}

/** Judges all objects of a stack together. */
export interface StackRule extends Judged<readonly Subject[]> {
  readonly scope: "stack";
}

export type Rule = ResourceRule | StackRule;

/** A rule as its author writes it: facts, settings with their strictest values, and a pure function. */
export interface RuleSource<T, C extends object> extends RuleFacts {
  readonly options: Options<C>;
  /** Only a rule about evidence that ages looks at the moment it is judged at. */
  readonly judge: (subject: T, settings: C, now: Date) => Judgement;
}

/** A rule over one object, with its demand in CEL beside the function that judges. */
export interface ResourceRuleSource<C extends object> extends RuleSource<Subject, C> {
  readonly admission: AdmissionSource<C>;
}

export const notApplicable = (reason: string): NotApplicable => ({ notApplicable: reason });

export function resourceRule<C extends object>(source: ResourceRuleSource<C>): ResourceRule {
  const { admission, ...rest } = source;
  const door: Admission =
    "absent" in admission
      ? admission
      : {
          match: admission.match,
          validations: (given = {}, now = new Date()) =>
            admission.validations(settingsOf(source.options, given), now),
        };
  return { scope: "resource", admission: door, ...judged(rest) };
}

export function stackRule<C extends object>(source: RuleSource<readonly Subject[], C>): StackRule {
  return { scope: "stack", ...judged(source) };
}

/** Nothing is configured: the same object each time, so that its settings are worked out once. */
const unset: Given = {};

/** The name people configure, waive and read: `<pack>/<rule>`. */
export const policyName = ({ pack, name }: RuleFacts): string => `${pack}/${name}`;

function judged<T, C extends object>({ judge, ...rest }: RuleSource<T, C>): Judged<T> {
  const settings = remember((given: Given) => settingsOf(rest.options, given));
  const verdict = (subject: T, given: Given = unset, now = new Date()): Verdict => {
    const findings: Finding[] = [];
    try {
      const judgement = judge(subject, settings(given), now);
      if ("notApplicable" in judgement) return judgement;
      for (const one of judgement) findings.push(one);
    } catch (error) {
      findings.push(cannotTell(reasonOf(error)));
    }
    return { findings };
  };
  return { ...rest, verdict };
}
