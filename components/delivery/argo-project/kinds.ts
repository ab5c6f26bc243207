/** A kind that Argo CD may bring into a namespace. */
export interface DeliveredKind {
  readonly group: string;
  readonly kind: string;
  /** As roles name it. */
  readonly resource: string;
}

const of = (group: string, kind: string, resource = `${kind.toLowerCase()}s`): DeliveredKind => ({
  group,
  kind,
  resource,
});

/**
 * What charts may hold: the kinds that the Role `deployer` of every namespace lets its holder make.
 *
 * A test keeps both lists together. Fences (NetworkPolicy, ResourceQuota, Role) and Secrets are deliberately not among them.
 */
export const DELIVERED_KINDS: readonly DeliveredKind[] = [
  of("", "ConfigMap"),
  of("", "PersistentVolumeClaim"),
  of("", "Service"),
  of("", "ServiceAccount"),
  of("apps", "Deployment"),
  of("apps", "StatefulSet"),
  of("argoproj.io", "AnalysisTemplate"),
  of("argoproj.io", "Rollout"),
  of("autoscaling", "HorizontalPodAutoscaler"),
  of("batch", "CronJob"),
  of("batch", "Job"),
  of("bitnami.com", "SealedSecret"),
  of("monitoring.coreos.com", "PrometheusRule"),
  of("monitoring.coreos.com", "ServiceMonitor"),
  of("networking.k8s.io", "Ingress", "ingresses"),
  of("policy", "PodDisruptionBudget"),
];
