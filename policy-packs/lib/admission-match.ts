import { celTexts, type Matched, type Validation } from "./admission.ts";
import type { Condition } from "./admission-conditions.ts";
import { hiddenKinds } from "./kinds.ts";
import {
  celOfUnchosen,
  operatorKindNames,
  operatorResources,
  operatorVariables,
} from "./operator-cel.ts";

/** Kinds whose pods are made out of sight and that the API serves; a Release of Helm is no object of the API. */
const hidden = Object.entries(hiddenKinds).filter(([group]) => group !== "helm.sh");

/** Plural of a kind, as those who define kinds write it. */
function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name === "egress") return "egresses";
  if (name.endsWith("s")) return name;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

/** Kinds as the API server is asked for them. */
export const matchedKinds = (
  kinds: Readonly<Record<string, readonly string[]>>,
): readonly Matched[] =>
  Object.entries(kinds).map(([group, names]) => ({ group, resources: names.map(pluralOf) }));

/**
 * Every resource of the API whose objects are pods or make pods, in whatever version: no one type has all the paths that
 * expressions over pods look at, so there is nothing for the API server's type check.
 */
export const podResources: readonly Matched[] = [
  {
    group: "",
    resources: ["pods", "pods/ephemeralcontainers", "podtemplates", "replicationcontrollers"],
  },
  { group: "apps", resources: ["daemonsets", "deployments", "replicasets", "statefulsets"] },
  { group: "argoproj.io", resources: ["rollouts"] },
  { group: "batch", resources: ["cronjobs", "jobs"] },
  ...operatorResources,
  ...matchedKinds(Object.fromEntries(hidden)),
].map((matched) => ({ ...matched, versions: ["*"] }));

/** Versions that expressions are written for; with a `*` an HPA of v1 would be read as if it were one of v2. */
const STABLE: Readonly<Record<string, string>> = {
  "": "v1",
  "admissionregistration.k8s.io": "v1",
  "apiextensions.k8s.io": "v1",
  apps: "v1",
  autoscaling: "v2",
  batch: "v1",
  "networking.k8s.io": "v1",
  policy: "v1",
  "rbac.authorization.k8s.io": "v1",
  "scheduling.k8s.io": "v1",
  "storage.k8s.io": "v1",
};

/** What a policy is asked about: with one version named, other versions are converted to it first. */
export const constraintsOf = (matched: readonly Matched[]) => ({
  matchPolicy: "Equivalent",
  resourceRules: matched.map(({ group, resources, versions = [STABLE[group] ?? "*"] }) => ({
    apiGroups: [group],
    apiVersions: [...versions],
    operations: ["CREATE", "UPDATE"],
    resources: [...resources],
  })),
});

/** The pod of whatever object it is; an empty map where there is none. */
const POD = [
  "object.kind == 'Pod' ? object.spec",
  "object.kind == 'PodTemplate' ? object.template.spec",
  "object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.spec",
  `object.kind in ${celTexts(operatorKindNames)} ? variables.operated : has(object.spec) && has(object.spec.template) && has(object.spec.template.spec) ? object.spec.template.spec`,
  "dyn({})",
].join(" : ");

/** The annotations of the pod, those of a template where there is one; an empty map where there are none. */
const ANNOTATIONS = [
  "object.kind == 'Pod' ? object.?metadata.?annotations",
  "object.kind == 'PodTemplate' ? object.?template.?metadata.?annotations",
  "object.kind == 'CronJob' ? object.?spec.?jobTemplate.?spec.?template.?metadata.?annotations",
  `object.kind in ${celTexts(operatorKindNames)} ? object.?spec.?podMetadata.?annotations.or(object.?spec.?podAnnotations)`,
  "object.?spec.?template.?metadata.?annotations",
].join(" : ");

const listOf = (key: string) => `(has(variables.pod.${key}) ? variables.pod.${key} : [])`;

/** What expressions over pods find under `variables`. */
export const podVariables = [
  ...operatorVariables,
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

const isMap = (path: string) => `(has(${path}) && type(${path}) == map)`;
const BORROWS = `object.kind == 'Rollout' && has(object.spec) && ${isMap("object.spec.workloadRef")} && !${isMap("object.spec.template")}`;

/** A Rollout may borrow the pods of a Deployment, which is judged by itself. */
export const ownPods: Condition = { name: "own-pods", expression: `!(${BORROWS})` };

/** What nobody can look into is refused, as at the other doors. The API server takes no other kind without containers. */
export function visiblePods(validations: readonly Validation[]): Validation[] {
  const names = hidden.flatMap(([, kinds]) => kinds);
  const template =
    "(object.kind != 'Rollout' || (has(object.spec) && has(object.spec.template) && has(object.spec.template.spec)))";
  const containers = "has(variables.pod.containers) && size(variables.pod.containers) > 0";
  const looksInside = validations.some(({ expression }) =>
    /variables\.(containers|images)/.test(expression),
  );
  const text = validations.map(({ expression }) => expression).join(" ");
  const seen = [`!(object.kind in ${celTexts(names)})`, template, ...celOfUnchosen(text)];
  return [
    {
      expression: [...seen, ...(looksInside ? [containers] : [])].join(" && "),
      message: "the pods that it makes cannot be seen",
    },
    ...validations,
  ];
}
