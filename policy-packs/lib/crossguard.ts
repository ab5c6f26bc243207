import type {
  PolicyConfigSchema,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";

import type { Given } from "./config.ts";
import { textOf } from "./finding.ts";
import { policyName, type ResourceRule, type Rule, type StackRule, type Verdict } from "./rule.ts";
import { subjectOf } from "./subject.ts";
import type { Props } from "./values.ts";

type Policy = ResourceValidationPolicy | StackValidationPolicy;
type NotApplicableReport = (reason?: string) => never;

/** How the SDK takes a message as it is; its types only know the form that puts the description in front. */
type ExactReport = (violation: {
  readonly message: string;
  readonly urn?: string | undefined;
}) => void;

/**
 * A rule as the Pulumi engine runs it, at preview, at up and over exported state.
 *
 * The SDK turns a mandatory policy that meets an unknown value into an advisory one, and a policy that throws into a
 * crash. Neither can happen here: a verdict never throws, and what could not be judged is a violation at the rule's own
 * level that starts with "cannot tell: ". The last line of each message, after "fix: ", is the remedy.
 */
export function policyOf(rule: Rule): Policy {
  return rule.scope === "resource" ? resourcePolicy(rule) : stackPolicy(rule);
}

function resourcePolicy(rule: ResourceRule): ResourceValidationPolicy {
  return {
    ...factsOf(rule),
    validateResource: (args, report) => {
      const { type, name, urn, provider } = args;
      const props = args.props as Props;
      const verdict = rule.verdict(
        subjectOf({ type, name, urn, provider: provider?.urn, props }),
        args.getConfig<Given>(),
      );
      publish(rule, verdict, report, (reason) => args.notApplicable(reason));
    },
  };
}

function stackPolicy(rule: StackRule): StackValidationPolicy {
  return {
    ...factsOf(rule),
    validateStack: (args, report) => {
      const subjects = args.resources.map(({ type, name, urn, provider, props }) =>
        subjectOf({ type, name, urn, provider: provider?.urn, props: props as Props }),
      );
      const verdict = rule.verdict(subjects, args.getConfig<Given>());
      publish(rule, verdict, report, (reason) => args.notApplicable(reason));
    },
  };
}

function publish(
  rule: Rule,
  verdict: Verdict,
  report: ReportViolation,
  notApplicable: NotApplicableReport,
): void {
  if ("notApplicable" in verdict) return notApplicable(verdict.notApplicable);
  for (const found of verdict.findings) {
    const message = `${textOf(found)}\nfix: ${rule.remediation}`;
    (report as unknown as ExactReport)({ message, urn: found.urn });
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
