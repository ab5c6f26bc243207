import type { RuleGroup } from "./rule.ts";

export const prometheusRules: RuleGroup = {
  name: "platform-prometheus",
  rules: [
    {
      record: "job:up:ratio",
      expr: "avg by (job, namespace) (up)",
    },
    {
      alert: "TargetDown",
      expr: 'up{job!="blackbox"} == 0',
      for: "10m",
      severity: "warning",
      summary: "{{ $labels.job }} at {{ $labels.instance }} cannot be scraped",
      description:
        "Prometheus has not reached {{ $labels.instance }} of {{ $labels.job }} in namespace {{ $labels.namespace }} for 10 minutes; alerts about it are blind.",
    },
    {
      alert: "PrometheusConfigReloadFailed",
      expr: 'max_over_time(prometheus_config_last_reload_successful{job="prometheus"}[5m]) == 0',
      for: "10m",
      severity: "critical",
      summary: "Prometheus {{ $labels.pod }} refuses its configuration",
      description:
        "{{ $labels.pod }} runs on with the configuration before; new monitors and rules do nothing.",
    },
    {
      alert: "PrometheusRuleFailures",
      expr: 'sum by (pod, rule_group) (increase(prometheus_rule_evaluation_failures_total{job="prometheus"}[5m])) > 0',
      for: "15m",
      severity: "critical",
      summary: "Prometheus {{ $labels.pod }} cannot evaluate rules",
      description:
        "{{ $value | humanize }} evaluations of {{ $labels.rule_group }} failed within 5 minutes: alerts of the group may not fire.",
    },
    {
      alert: "PrometheusRuleEvaluationSlow",
      expr: 'max by (pod, rule_group) (prometheus_rule_group_last_duration_seconds{job="prometheus"} > prometheus_rule_group_interval_seconds{job="prometheus"})',
      for: "15m",
      severity: "warning",
      summary: "Rules of {{ $labels.rule_group }} take longer than their interval",
      description:
        "The last evaluation took {{ $value | humanizeDuration }}; evaluations are left out, and alerts come late.",
    },
    {
      alert: "PrometheusNotIngesting",
      expr: 'rate(prometheus_tsdb_head_samples_appended_total{job="prometheus"}[5m]) <= 0',
      for: "10m",
      severity: "critical",
      summary: "Prometheus {{ $labels.pod }} takes no samples in",
      description:
        "{{ $labels.pod }} has stored nothing for 10 minutes: its disk is full, or it has no targets.",
    },
    {
      alert: "PrometheusStorageFailing",
      expr: 'sum by (pod) (increase(prometheus_tsdb_compactions_failed_total{job="prometheus"}[3h]) + increase(prometheus_tsdb_wal_corruptions_total{job="prometheus"}[3h])) > 0',
      for: "15m",
      severity: "warning",
      summary: "The storage of Prometheus {{ $labels.pod }} has faults",
      description:
        "Compactions failed or the write-ahead log is damaged; queries about the past may lack samples.",
    },
    {
      alert: "PrometheusTargetsOverLimit",
      expr: 'sum by (pod) (increase(prometheus_target_scrapes_exceeded_sample_limit_total{job="prometheus"}[10m])) > 0',
      for: "15m",
      severity: "warning",
      summary: "A target gives Prometheus {{ $labels.pod }} more samples than allowed",
      description:
        "The whole scrape of such a target is thrown away; its page in Prometheus shows which one it is.",
    },
    {
      alert: "PrometheusNotConnectedToAlertmanager",
      expr: 'max_over_time(prometheus_notifications_alertmanagers_discovered{job="prometheus"}[5m]) < 1',
      for: "10m",
      severity: "critical",
      summary: "Prometheus {{ $labels.pod }} knows no Alertmanager",
      description:
        "Alerts fire and nobody is told. The watchdog outside this cluster notices the same.",
    },
    {
      alert: "PrometheusNotificationsDropped",
      expr: 'sum by (pod) (increase(prometheus_notifications_dropped_total{job="prometheus"}[5m])) > 0',
      for: "10m",
      severity: "critical",
      summary: "Prometheus {{ $labels.pod }} loses alerts on their way",
      description: "{{ $value | humanize }} alerts did not reach an Alertmanager within 5 minutes.",
    },
    {
      alert: "PrometheusRemoteWriteBehind",
      expr: '(max_over_time(prometheus_remote_storage_highest_timestamp_in_seconds{job="prometheus"}[5m]) - ignoring (remote_name, url) group_right max_over_time(prometheus_remote_storage_queue_highest_sent_timestamp_seconds{job="prometheus"}[5m])) > 120',
      for: "15m",
      severity: "warning",
      summary: "Copies of Prometheus {{ $labels.pod }} lag behind",
      description: "Samples reach {{ $labels.remote_name }} {{ $value | humanizeDuration }} late.",
    },
    {
      alert: "PrometheusOperatorReconcileErrors",
      expr: 'sum by (controller) (rate(prometheus_operator_reconcile_errors_total{job="prometheus-operator"}[5m])) / sum by (controller) (rate(prometheus_operator_reconcile_operations_total{job="prometheus-operator"}[5m])) > 0.1',
      for: "10m",
      severity: "warning",
      summary: "The Prometheus operator fails at {{ $labels.controller }}",
      description:
        "{{ $value | humanizePercentage }} of its attempts fail: changes of monitors, rules and routes do not arrive.",
    },
    {
      alert: "PrometheusOperatorRejectedResources",
      expr: 'sum by (controller, resource) (prometheus_operator_managed_resources{job="prometheus-operator", state="rejected"}) > 0',
      for: "5m",
      severity: "warning",
      summary: "The Prometheus operator refuses {{ $labels.resource }}",
      description:
        "{{ $value }} objects of {{ $labels.resource }} have faults and do nothing; the log of the operator names them.",
    },
    {
      alert: "ConfigReloaderFailing",
      expr: "max_over_time(reloader_last_reload_successful[5m]) == 0",
      for: "10m",
      severity: "warning",
      silencedBy: {
        alerts: ["PrometheusConfigReloadFailed", "AlertmanagerConfigReloadFailed"],
        same: ["pod"],
      },
      summary: "The reloader of {{ $labels.pod }} fails",
      description: "{{ $labels.pod }} runs on with the configuration before.",
    },
  ],
};
