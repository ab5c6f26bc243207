import type {
  PolicyConfigSchema,
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";

import type { Given } from "./config.ts";
import { textOf } from "./finding.ts";
import { policyName, type ResourceRule, type Rule, type StackRule, type Verdict } from "./rule.ts";
import { identityOf, type Subject, subjectOf } from "./subject.ts";
import type { Props } from "./values.ts";
import { type Waiver, waive } from "./waivers.ts";

type Policy = ResourceValidationPolicy | StackValidationPolicy;
type NotApplicableReport = (reason?: string) => never;

/** What excuses a finding, and the moment at which everything is judged. */
export interface Excuses {
  readonly waivers: readonly Waiver[];
  readonly now: () => Date;
}

/** How the SDK takes a message as it is; its types only know the form that puts the description in front. */
type ExactReport = (violation: {
  readonly message: string;
  readonly urn?: string | undefined;
  readonly enforcementLevel?: "advisory";
}) => void;

const none: Excuses = { waivers: [], now: () => new Date() };

/**
 * A rule as the Pulumi engine runs it, at preview, at up and over exported state.
 *
 * The SDK turns a mandatory policy that meets an unknown value into an advisory one, and a policy that throws into a
 * crash. Neither can happen here: a verdict never throws, and what could not be judged is a violation at the rule's own
 * level that starts with "cannot tell: ". A waived finding is advisory and starts with "waived until ". The last line of
 * each message, after "fix: ", is the remedy.
 */
export function policyOf(rule: Rule, excuses: Excuses = none): Policy {
  return rule.scope === "resource" ? resourcePolicy(rule, excuses) : stackPolicy(rule, excuses);
}

function resourcePolicy(rule: ResourceRule, excuses: Excuses): ResourceValidationPolicy {
  return {
    ...factsOf(rule),
    validateResource: (args, report) => {
      const subject = subjectFrom(args);
      const verdict = rule.verdict(subject, args.getConfig<Given>(), excuses.now());
      const about = () => subject;
      publish(rule, verdict, about, excuses, report, (reason) => args.notApplicable(reason));
    },
  };
}

function stackPolicy(rule: StackRule, excuses: Excuses): StackValidationPolicy {
  return {
    ...factsOf(rule),
    validateStack: (args, report) => {
      const subjects = args.resources.map(subjectFrom);
      const verdict = rule.verdict(subjects, args.getConfig<Given>(), excuses.now());
      const about = (urn?: string) =>
        urn === undefined ? undefined : subjects.find((subject) => subject.urn === urn);
      publish(rule, verdict, about, excuses, report, (reason) => args.notApplicable(reason));
    },
  };
}

/** By what the SDK decoded, which is one object per resource and request: what rules remember of a subject serves them all. */
const subjects = new WeakMap<object, Subject>();

function subjectFrom(shown: ResourceValidationArgs | PolicyResource): Subject {
  const props = shown.props as Props;
  const decoded = props["__getSpecialProxyTarget"];
  const key = typeof decoded === "object" && decoded !== null ? decoded : props;
  const known = subjects.get(key);
  if (known?.urn === shown.urn && known.name === shown.name) return known;
  const subject = subjectOfResource(shown, props);
  subjects.set(key, subject);
  return subject;
}

function subjectOfResource(shown: ResourceValidationArgs | PolicyResource, props: Props): Subject {
  const { type, name, urn, provider, opts } = shown;
  // Tests and older engines pass no options.
  const protect = (opts as Partial<typeof opts> | undefined)?.protect;
  return subjectOf({ type, name, urn, provider: provider?.urn, protect, props });
}

function publish(
  rule: Rule,
  verdict: Verdict,
  about: (urn?: string) => Subject | undefined,
  { waivers, now }: Excuses,
  report: ReportViolation,
  notApplicable: NotApplicableReport,
): void {
  if ("notApplicable" in verdict) return ended(notApplicable, verdict.notApplicable);
  for (const found of verdict.findings) {
    const subject = about(found.urn);
    const identity = subject === undefined ? "the stack" : identityOf(subject);
    const settled = waive(found, policyName(rule), identity, waivers, now());
    (report as unknown as ExactReport)({
      message: `${textOf(settled)}\nfix: ${rule.remediation}`,
      urn: found.urn,
      ...(settled.waived === undefined ? {} : { enforcementLevel: "advisory" }),
    });
  }
}

/** The SDK ends a policy by a throw that it catches itself: a stack that nobody sees costs more than the verdict. */
function ended(notApplicable: NotApplicableReport, reason: string): never {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return notApplicable(reason);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function factsOf(rule: Rule) {
  return {
    name: policyName(rule),
    description: rule.description,
    enforcementLevel: rule.level,
    severity: rule.severity,
    remediationSteps: rule.remediation,
    framework: { ...rule.framework },
    tags: [rule.pack],
    configSchema: { properties: rule.options } as unknown as PolicyConfigSchema,
  };
}
