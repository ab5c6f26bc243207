/** One line of a Role: these verbs on these kinds. */
export interface AccessRule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
}

const LOOK = ["get", "list", "watch"];
const CHANGE = ["create", "update", "patch", "delete"];

const on = (group: string, resources: string[], verbs: string[]): AccessRule => ({
  apiGroups: [group],
  resources,
  verbs,
});

/**
 * What a person, a dashboard or a smoke test may see of a namespace: how it runs, and its fences.
 *
 * No Secrets and no sealed ones, no exec, no port-forward: looking changes nothing and reveals nothing.
 */
export const viewerRules: readonly AccessRule[] = [
  on("", ["pods", "pods/log", "services", "endpoints", "configmaps", "events"], LOOK),
  on("", ["serviceaccounts", "persistentvolumeclaims", "resourcequotas", "limitranges"], LOOK),
  on("apps", ["deployments", "statefulsets", "replicasets"], LOOK),
  on("batch", ["jobs", "cronjobs"], LOOK),
  on("autoscaling", ["horizontalpodautoscalers"], LOOK),
  on("policy", ["poddisruptionbudgets"], LOOK),
  on("networking.k8s.io", ["ingresses", "networkpolicies"], LOOK),
  on("discovery.k8s.io", ["endpointslices"], LOOK),
  on("events.k8s.io", ["events"], LOOK),
  on("argoproj.io", ["rollouts", "analysisruns", "analysistemplates", "experiments"], LOOK),
  on("monitoring.coreos.com", ["servicemonitors", "prometheusrules"], LOOK),
];

/**
 * What Argo CD (syncing as this account) and deploy jobs may do in a namespace: bring charts in, and see how it went.
 *
 * Deliberately absent:
 * - Secrets: charts carry SealedSecrets, which only their controller opens; a deploy job that read them would leak them
 *   into its log. (Who may create pods can still mount a Secret of the same namespace: that is Kubernetes' boundary.)
 * - NetworkPolicy, ResourceQuota, LimitRange, Role and RoleBinding: the fences belong to this program, so a chart cannot
 *   open the door or grant itself more.
 * - pods/exec, pods/portforward, serviceaccounts/token: no way into what runs, no minting of identities.
 * - deleting volume claims: losing data takes a person.
 */
export const deployerRules: readonly AccessRule[] = [
  ...viewerRules,
  on("", ["services", "configmaps", "serviceaccounts"], CHANGE),
  on("", ["persistentvolumeclaims"], ["create", "update", "patch"]),
  on("apps", ["deployments", "statefulsets"], CHANGE),
  on("batch", ["jobs", "cronjobs"], CHANGE),
  on("autoscaling", ["horizontalpodautoscalers"], CHANGE),
  on("policy", ["poddisruptionbudgets"], CHANGE),
  on("networking.k8s.io", ["ingresses"], CHANGE),
  on("argoproj.io", ["rollouts", "analysistemplates"], CHANGE),
  on("argoproj.io", ["rollouts/status"], ["patch"]),
  on("bitnami.com", ["sealedsecrets"], [...LOOK, ...CHANGE]),
  on("monitoring.coreos.com", ["servicemonitors", "prometheusrules"], CHANGE),
];
