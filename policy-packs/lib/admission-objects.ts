import {
  clock,
  clusterControllers,
  type Condition,
  type Controller,
  lapsed,
  notByController,
  notWaived,
  stays,
  waived,
} from "./admission-conditions.ts";
import type { Validation } from "./admission.ts";
import {
  constraintsOf,
  ownPods,
  podResources,
  podVariables,
  visiblePods,
} from "./admission-match.ts";
import type { Given } from "./config.ts";
import { policyName, type ResourceRule, type Rule } from "./rule.ts";
import { isExpired, type Waiver } from "./waivers.ts";

/** What the API server does with an object that breaks a rule. */
export const ADMISSION_MODES = ["warn", "deny"] as const;
export type AdmissionMode = (typeof ADMISSION_MODES)[number];

/** Namespaces of Kubernetes itself: the cluster must be able to mend itself while a policy is wrong. */
export const SYSTEM_NAMESPACES = ["kube-system", "kube-public", "kube-node-lease"] as const;

/** What the policies of one environment are made of. */
export interface AdmissionInput {
  readonly rules: readonly Rule[];
  /** Settings by the name of the rule, as in `config.<env>.json`. */
  readonly configuration: Readonly<Record<string, Given>>;
  readonly mode: AdmissionMode;
  /** Namespaces that are not judged, besides those of the system. @default none */
  readonly exempt?: readonly string[];
  /** Trusted makers of objects, besides those of Kubernetes itself. @default none */
  readonly controllers?: readonly Controller[];
  /** Those that have not expired become exclusions. @default none */
  readonly waivers?: readonly Waiver[];
  readonly now?: Date;
}

interface PolicySpec {
  readonly failurePolicy: "Fail";
  readonly paramKind?: object;
  readonly matchConstraints: object;
  readonly matchConditions: readonly Condition[];
  readonly variables?: readonly object[];
  readonly validations: readonly Validation[];
}

/** A ValidatingAdmissionPolicy and the binding that puts it in force. */
export interface AdmissionPair {
  readonly name: string;
  readonly policy: { readonly metadata: { readonly name: string }; readonly spec: PolicySpec };
  readonly binding: {
    readonly metadata: { readonly name: string };
    readonly spec: {
      readonly policyName: string;
      readonly paramRef?: object;
      readonly matchResources?: object;
      readonly validationActions: string[];
    };
  };
  /** The pair that has to be in force before this one says less. @default none */
  readonly after?: string;
}

type Judging = ResourceRule & { readonly admission: { readonly match: unknown } };

/** The rules that the API server is asked, in their order. */
export const atAdmission = (rules: readonly Rule[]): Judging[] =>
  rules.filter(
    (rule): rule is Judging => rule.scope === "resource" && !("absent" in rule.admission),
  );

/** What the API server is given for every rule that can be put in CEL, in the order of the rules. */
export function admissionPairs(input: AdmissionInput): AdmissionPair[] {
  return atAdmission(input.rules).flatMap((rule) => pairsOf(rule, input));
}

/** Name of the policy of a rule in the cluster. */
export const admissionName = (rule: Rule): string => `intelgraph-${rule.pack}-${rule.name}`;

/**
 * One pair, or two for a rule that has waivers: one for the objects that none of them names, and one for those that are
 * named, which judges them as soon as their waiver is over, whether or not anybody runs `up` on that day.
 */
function pairsOf(rule: ResourceRule, input: AdmissionInput): AdmissionPair[] {
  const { waivers = [], now = new Date() } = input;
  const active = waivers.filter(
    (waiver) => waiver.policy === policyName(rule) && !isExpired(waiver, now),
  );
  const name = admissionName(rule);
  if (active.length === 0) return [pairOf(rule, input, name, [])];
  const other = `${name}-waived`;
  return [
    pairOf(rule, input, other, [waived(active), lapsed(active)], clock),
    { ...pairOf(rule, input, name, [notWaived(active)]), after: other },
  ];
}

/** Also a rule that matches more than pods may look into those. */
const readsPods = (validations: readonly Validation[]): boolean =>
  validations.some(({ expression }) => expression.includes("variables."));

/** Expressions over several kinds read fields that not all of them have: the API server is not to check them by type. */
const untyped = (validations: readonly Validation[]): Validation[] =>
  validations.map(({ expression, message }) => ({
    expression: expression.replace(/(?<!dyn\(|[\w.'"])object(?!\w)/g, "dyn(object)"),
    message,
  }));

function pairOf(
  rule: ResourceRule,
  { configuration, mode, exempt = [], controllers = [], now }: AdmissionInput,
  name: string,
  conditions: readonly Condition[],
  timed?: typeof clock,
): AdmissionPair {
  const { admission } = rule;
  if ("absent" in admission) throw new Error(`${policyName(rule)}: has no CEL`);
  const matched = admission.match === "pods" ? podResources : admission.match;
  const own = admission.validations(configuration[policyName(rule)] ?? {}, now);
  const pods = admission.match === "pods" || readsPods(own);
  const asked = pods ? visiblePods(own) : own;
  const kinds = matched.flatMap(({ resources }) => resources);
  const metadata = { name };
  const exempted = [...SYSTEM_NAMESPACES, ...exempt];
  return {
    name,
    policy: {
      metadata,
      spec: {
        failurePolicy: "Fail",
        ...(timed && { paramKind: timed.paramKind }),
        matchConstraints: constraintsOf(matched),
        matchConditions: [
          stays,
          notByController(matched, [...clusterControllers, ...controllers]),
          ...(pods ? [ownPods] : []),
          ...conditions,
        ],
        ...(pods ? { variables: podVariables } : {}),
        validations: (kinds.length > 1 ? untyped(asked) : asked).map(({ expression, message }) => ({
          expression,
          message: `${policyName(rule)}: ${message}; fix: ${rule.remediation}`,
        })),
      },
    },
    binding: {
      metadata,
      spec: {
        policyName: name,
        ...(timed && { paramRef: timed.paramRef }),
        matchResources: {
          namespaceSelector: {
            matchExpressions: [
              { key: "kubernetes.io/metadata.name", operator: "NotIn", values: exempted },
            ],
          },
        },
        validationActions: [
          mode === "deny" && rule.level === "mandatory" ? "Deny" : "Warn",
          "Audit",
        ],
      },
    },
  };
}
