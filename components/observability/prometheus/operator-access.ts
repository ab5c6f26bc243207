const GROUP = "monitoring.coreos.com";
const LOOK = ["get", "list", "watch"];
const KEEP = [...LOOK, "create", "update", "patch", "delete"];

/** What the operator reads in every namespace that brings monitors and rules. Their Secrets are none of it. */
export const READS_MONITORS = [
  {
    apiGroups: [GROUP],
    resources: ["servicemonitors", "podmonitors", "probes", "prometheusrules"],
    verbs: LOOK,
  },
];

/** What it does in its own namespace: it keeps the StatefulSets and the configuration of its instances there. */
export const KEEPS_INSTANCES = [
  {
    apiGroups: [GROUP],
    resources: ["prometheuses", "alertmanagers"],
    verbs: [...LOOK, "patch"],
  },
  {
    apiGroups: [GROUP],
    resources: [
      ...["prometheuses/status", "alertmanagers/status"],
      ...["prometheuses/finalizers", "alertmanagers/finalizers"],
    ],
    verbs: ["update", "patch"],
  },
  { apiGroups: [GROUP], resources: ["alertmanagerconfigs"], verbs: LOOK },
  { apiGroups: ["apps"], resources: ["statefulsets"], verbs: KEEP },
  { apiGroups: [""], resources: ["configmaps", "secrets"], verbs: KEEP },
  { apiGroups: [""], resources: ["services"], verbs: ["get", "create", "update", "delete"] },
  { apiGroups: [""], resources: ["pods"], verbs: ["list"] },
];

/** What has no namespace, or is told about in any. */
export const LOOKS_AROUND = [
  { apiGroups: [""], resources: ["namespaces"], verbs: LOOK },
  { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: ["get"] },
  { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] },
];
