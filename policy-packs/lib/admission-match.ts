import type { Matched } from "./admission.ts";

/** Every resource of the API whose objects are pods or make pods. */
export const podResources: readonly Matched[] = [
  {
    group: "",
    resources: ["pods", "pods/ephemeralcontainers", "podtemplates", "replicationcontrollers"],
  },
  { group: "apps", resources: ["daemonsets", "deployments", "replicasets", "statefulsets"] },
  { group: "argoproj.io", resources: ["rollouts"] },
  { group: "batch", resources: ["cronjobs", "jobs"] },
];

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

/** The pod of whatever object it is; an empty map where there is none. `dyn`, because no one kind has all these paths. */
const POD = [
  "object.kind == 'Pod' ? dyn(object).spec",
  "object.kind == 'PodTemplate' ? dyn(object).template.spec",
  "object.kind == 'CronJob' ? dyn(object).spec.jobTemplate.spec.template.spec",
  "has(dyn(object).spec.template) && has(dyn(object).spec.template.spec) ? dyn(object).spec.template.spec",
  "dyn({})",
].join(" : ");

const listOf = (key: string) => `(has(variables.pod.${key}) ? variables.pod.${key} : [])`;

/** What expressions over pods find under `variables`. */
export const podVariables = [
  { name: "pod", expression: POD },
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
