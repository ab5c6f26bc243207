import type { RuleGroup } from "./rule.ts";

const FAILED_SYNCS = 'argocd_app_sync_total{phase=~"Error|Failed"}';

/**
 * Failed syncs of 30 minutes. A series begins with the first of them, at 1, from where `increase` sees none: all that a
 * series counts which was not there 30 minutes ago is news. So it is after a restart of Argo CD, which counts anew.
 */
const FAILED_LATELY = `(${FAILED_SYNCS} unless ${FAILED_SYNCS} offset 30m) or increase(${FAILED_SYNCS}[30m])`;

export const argoRules: RuleGroup = {
  name: "platform-argo",
  rules: [
    {
      alert: "ArgoAppOutOfSync",
      expr: 'max by (name, project, dest_namespace) (argocd_app_info{sync_status!="Synced"}) == 1',
      for: "30m",
      severity: "warning",
      summary: "Application {{ $labels.name }} is not what Git says",
      description:
        "Application {{ $labels.name }} of project {{ $labels.project }} has differed from Git for 30 minutes: a sync fails, waits for a window, or somebody edits by hand.",
    },
    {
      alert: "ArgoAppDegraded",
      expr: 'max by (name, project, dest_namespace) (argocd_app_info{health_status=~"Degraded|Missing"}) == 1',
      for: "10m",
      severity: "critical",
      summary: "Application {{ $labels.name }} does not work",
      description:
        "Argo CD finds something of application {{ $labels.name }} in namespace {{ $labels.dest_namespace }} degraded or gone for 10 minutes.",
    },
    {
      alert: "ArgoAppSyncFailing",
      expr: `sum by (name, project) (${FAILED_LATELY}) > 0`,
      for: "10m",
      severity: "warning",
      summary: "Syncs of application {{ $labels.name }} fail",
      description:
        "{{ $value | humanize }} syncs of application {{ $labels.name }} failed within 30 minutes; what was merged is not running.",
    },
    {
      alert: "RolloutDegraded",
      expr: 'max by (namespace, name) (rollout_info{phase="Degraded"}) == 1',
      for: "5m",
      severity: "critical",
      summary: "Rollout {{ $labels.namespace }}/{{ $labels.name }} was aborted or stands still",
      description:
        "Rollout {{ $labels.name }} in namespace {{ $labels.namespace }} is degraded: an analysis failed, or its pods do not become ready. Users still meet the version before.",
    },
    {
      alert: "RolloutPausedTooLong",
      expr: 'max by (namespace, name) (rollout_info{phase="Paused"}) == 1',
      for: "4h",
      severity: "warning",
      summary: "Rollout {{ $labels.namespace }}/{{ $labels.name }} waits for somebody",
      description:
        "Rollout {{ $labels.name }} in namespace {{ $labels.namespace }} has been paused for 4 hours, with users on two versions.",
    },
    {
      alert: "RolloutReconcileErrors",
      expr: "sum by (namespace, name) (increase(rollout_reconcile_error[10m])) > 0",
      for: "10m",
      severity: "warning",
      summary: "Argo Rollouts cannot work on {{ $labels.namespace }}/{{ $labels.name }}",
      description:
        "The controller failed {{ $value | humanize }} times within 10 minutes to bring Rollout {{ $labels.name }} forward; its log says why.",
    },
  ],
};
