import type { Matched } from "./admission.ts";
import type { Given } from "./config.ts";
import { operatorPodCel, operatorResources } from "./operator-cel.ts";
import { type ResourceRule, type Rule, policyName } from "./rule.ts";

/** What the API server does with an object that breaks a rule. */
export type AdmissionMode = "deny" | "warn";

/** What the policies of one environment are made of. */
export interface AdmissionInput {
  readonly rules: readonly Rule[];
  /** Settings by the name of the rule, as in `config.<env>.json`. */
  readonly configuration: Readonly<Record<string, Given>>;
  readonly mode: AdmissionMode;
}

/** A ValidatingAdmissionPolicy and the binding that puts it in force. */
export interface AdmissionPair {
  readonly name: string;
  readonly policy: object;
  readonly binding: object;
}

/** Every resource of the API whose objects are pods or make pods. */
export const podResources: readonly Matched[] = [
  {
    group: "",
    resources: ["pods", "pods/ephemeralcontainers", "podtemplates", "replicationcontrollers"],
  },
  { group: "apps", resources: ["daemonsets", "deployments", "replicasets", "statefulsets"] },
  { group: "argoproj.io", resources: ["rollouts"] },
  { group: "batch", resources: ["cronjobs", "jobs"] },
  ...operatorResources,
];

const API = "admissionregistration.k8s.io/v1";

/** The pod of whatever object it is; an empty map where there is none. */
export const POD = [
  "object.kind == 'Pod' ? object.spec",
  "object.kind == 'PodTemplate' ? object.template.spec",
  "object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.spec",
  `${operatorPodCel()}has(object.spec.template) && has(object.spec.template.spec) ? object.spec.template.spec`,
  "dyn({})",
].join(" : ");

/** The annotations of the pod, those of a template where there is one; an empty map where there are none. */
const ANNOTATIONS = [
  "object.kind == 'Pod' ? object.?metadata.?annotations",
  "object.kind == 'PodTemplate' ? object.?template.?metadata.?annotations",
  "object.kind == 'CronJob' ? object.?spec.?jobTemplate.?spec.?template.?metadata.?annotations",
  "object.?spec.?template.?metadata.?annotations",
].join(" : ");

const listOf = (key: string) => `(has(variables.pod.${key}) ? variables.pod.${key} : [])`;

const podVariables = [
  { name: "pod", expression: POD },
  { name: "annotations", expression: `dyn((${ANNOTATIONS}).orValue({}))` },
  {
    name: "containers",
    expression: ["initContainers", "containers", "ephemeralContainers"].map(listOf).join(" + "),
  },
  {
    name: "images",
    expression:
      "variables.containers.map(c, has(c.image) ? c.image : '')" +
      ` + ${listOf("volumes")}.filter(v, has(v.image)).map(v, has(v.image.reference) ? v.image.reference : '')`,
  },
];

/** What the API server is given for every rule that can be put in CEL, in the order of the rules. */
export function admissionPairs({ rules, configuration, mode }: AdmissionInput): AdmissionPair[] {
  return rules.flatMap((rule) => {
    if (rule.scope !== "resource" || "absent" in rule.admission) return [];
    return [pairOf(rule, configuration[policyName(rule)] ?? {}, mode)];
  });
}

/** Name of the policy of a rule in the cluster. */
export const admissionName = (rule: Rule): string => `intelgraph-${rule.pack}-${rule.name}`;

function pairOf(rule: ResourceRule, given: Given, mode: AdmissionMode): AdmissionPair {
  const { admission } = rule;
  if ("absent" in admission) throw new Error(`${policyName(rule)}: has no CEL`);
  const name = admissionName(rule);
  const pods = admission.match === "pods";
  const matched = admission.match === "pods" ? podResources : admission.match;
  const policy = {
    apiVersion: API,
    kind: "ValidatingAdmissionPolicy",
    metadata: { name },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: matched.map(({ group, resources }) => ({
          apiGroups: [group],
          apiVersions: ["*"],
          operations: ["CREATE", "UPDATE"],
          resources: [...resources],
        })),
      },
      // An object on its way out only sheds its finalizers.
      matchConditions: [{ name: "stays", expression: "!has(object.metadata.deletionTimestamp)" }],
      ...(pods ? { variables: podVariables } : {}),
      validations: admission.validations(given).map(({ expression, message }) => ({
        expression,
        message: `${policyName(rule)}: ${message}; fix: ${rule.remediation}`,
      })),
    },
  };
  const binding = {
    apiVersion: API,
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name },
    spec: {
      policyName: name,
      validationActions: mode === "deny" ? ["Deny", "Audit"] : ["Warn", "Audit"],
    },
  };
  return { name, policy, binding };
}
