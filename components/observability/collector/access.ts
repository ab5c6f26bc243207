/** Reads which pod has which address, and what it belongs to. Nothing else: no logs, no Secrets, no ConfigMaps. */
export const READS_PODS = [
  { apiGroups: [""], resources: ["pods", "namespaces"], verbs: ["get", "list", "watch"] },
  { apiGroups: ["apps"], resources: ["replicasets"], verbs: ["get", "list", "watch"] },
];

/** Asks a kubelet for its figures; `nodes/proxy` would also let it run commands in pods. */
export const READS_KUBELETS = [{ apiGroups: [""], resources: ["nodes/stats"], verbs: ["get"] }];
