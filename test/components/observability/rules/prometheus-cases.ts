import type { AlertCase } from "./case.ts";

const PROMETHEUS = 'job="prometheus",pod="prometheus-0"';
const OF_PROMETHEUS = { job: "prometheus", pod: "prometheus-0" };
const ALERTMANAGER = 'job="alertmanager",namespace="platform"';
const members = (pod: string) => `alertmanager_cluster_members{${ALERTMANAGER},pod="${pod}"}`;
const OPERATOR = 'job="prometheus-operator",controller="prometheus"';

/** A case of a counter that grows by 3 a minute, or stands still. */
const counter = (
  name: string,
  labels: string,
  times: Pick<AlertCase, "quiet" | "fires">,
): Pick<AlertCase, "series" | "healthy" | "quiet" | "fires"> => ({
  series: { [`${name}{${labels}}`]: "0+3x300" },
  healthy: { [`${name}{${labels}}`]: "3x300" },
  ...times,
});

export const prometheusCases: readonly AlertCase[] = [
  {
    alert: "TargetDown",
    series: { 'up{job="grafana",namespace="platform",instance="10.0.0.1:3000"}': "0x60" },
    quiet: 9,
    fires: 11,
    labels: { job: "grafana", namespace: "platform", instance: "10.0.0.1:3000" },
    healthy: {
      'up{job="grafana",namespace="platform",instance="10.0.0.1:3000"}': "1x60",
      'up{job="blackbox",instance="https://x"}': "0x60",
    },
  },
  {
    alert: "PrometheusConfigReloadFailed",
    series: { [`prometheus_config_last_reload_successful{${PROMETHEUS}}`]: "0x60" },
    quiet: 9,
    fires: 11,
    labels: OF_PROMETHEUS,
    healthy: { [`prometheus_config_last_reload_successful{${PROMETHEUS}}`]: "0 1x60" },
  },
  {
    alert: "PrometheusRuleFailures",
    ...counter("prometheus_rule_evaluation_failures_total", `${PROMETHEUS},rule_group="g"`, {
      quiet: 14,
      fires: 30,
    }),
    labels: { pod: "prometheus-0", rule_group: "g" },
    value: "15",
  },
  {
    alert: "PrometheusRuleEvaluationSlow",
    series: {
      [`prometheus_rule_group_last_duration_seconds{${PROMETHEUS},rule_group="g"}`]: "45x60",
      [`prometheus_rule_group_interval_seconds{${PROMETHEUS},rule_group="g"}`]: "30x60",
    },
    quiet: 14,
    fires: 16,
    labels: { pod: "prometheus-0", rule_group: "g" },
    value: "45s",
    healthy: {
      [`prometheus_rule_group_last_duration_seconds{${PROMETHEUS},rule_group="g"}`]: "2x60",
      [`prometheus_rule_group_interval_seconds{${PROMETHEUS},rule_group="g"}`]: "30x60",
    },
  },
  {
    alert: "PrometheusNotIngesting",
    series: { [`prometheus_tsdb_head_samples_appended_total{${PROMETHEUS}}`]: "900x60" },
    quiet: 9,
    fires: 20,
    labels: OF_PROMETHEUS,
    healthy: { [`prometheus_tsdb_head_samples_appended_total{${PROMETHEUS}}`]: "0+900x60" },
  },
  {
    alert: "PrometheusStorageFailing",
    series: {
      [`prometheus_tsdb_compactions_failed_total{${PROMETHEUS}}`]: "0+1x60",
      [`prometheus_tsdb_wal_corruptions_total{${PROMETHEUS}}`]: "0x60",
    },
    quiet: 14,
    fires: 30,
    labels: { pod: "prometheus-0" },
    healthy: {
      [`prometheus_tsdb_compactions_failed_total{${PROMETHEUS}}`]: "2x60",
      [`prometheus_tsdb_wal_corruptions_total{${PROMETHEUS}}`]: "0x60",
    },
  },
  {
    alert: "PrometheusTargetsOverLimit",
    ...counter("prometheus_target_scrapes_exceeded_sample_limit_total", PROMETHEUS, {
      quiet: 14,
      fires: 30,
    }),
    labels: { pod: "prometheus-0" },
  },
  {
    alert: "PrometheusNotConnectedToAlertmanager",
    series: { [`prometheus_notifications_alertmanagers_discovered{${PROMETHEUS}}`]: "0x60" },
    quiet: 9,
    fires: 11,
    labels: OF_PROMETHEUS,
    healthy: { [`prometheus_notifications_alertmanagers_discovered{${PROMETHEUS}}`]: "3x60" },
  },
  {
    alert: "PrometheusNotificationsDropped",
    ...counter("prometheus_notifications_dropped_total", PROMETHEUS, { quiet: 9, fires: 30 }),
    labels: { pod: "prometheus-0" },
    value: "15",
  },
  {
    alert: "PrometheusRemoteWriteBehind",
    series: {
      [`prometheus_remote_storage_highest_timestamp_in_seconds{${PROMETHEUS}}`]: "1000x60",
      [`prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${PROMETHEUS},remote_name="copy",url="https://x"}`]:
        "700x60",
    },
    quiet: 14,
    fires: 16,
    labels: { ...OF_PROMETHEUS, remote_name: "copy", url: "https://x" },
    value: "5m 0s",
    healthy: {
      [`prometheus_remote_storage_highest_timestamp_in_seconds{${PROMETHEUS}}`]: "1000x60",
      [`prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${PROMETHEUS},remote_name="copy",url="https://x"}`]:
        "990x60",
    },
  },
  {
    alert: "PrometheusOperatorReconcileErrors",
    series: {
      [`prometheus_operator_reconcile_errors_total{${OPERATOR}}`]: "0+6x60",
      [`prometheus_operator_reconcile_operations_total{${OPERATOR}}`]: "0+12x60",
    },
    quiet: 9,
    fires: 20,
    labels: { controller: "prometheus" },
    value: "50%",
    healthy: {
      [`prometheus_operator_reconcile_errors_total{${OPERATOR}}`]: "1x60",
      [`prometheus_operator_reconcile_operations_total{${OPERATOR}}`]: "0+12x60",
    },
  },
  {
    alert: "PrometheusOperatorRejectedResources",
    series: {
      [`prometheus_operator_managed_resources{${OPERATOR},resource="PrometheusRule",state="rejected"}`]:
        "2x60",
    },
    quiet: 4,
    fires: 6,
    labels: { controller: "prometheus", resource: "PrometheusRule" },
    value: "2",
    healthy: {
      [`prometheus_operator_managed_resources{${OPERATOR},resource="PrometheusRule",state="selected"}`]:
        "2x60",
    },
  },
  {
    alert: "ConfigReloaderFailing",
    series: { 'reloader_last_reload_successful{pod="alertmanager-0"}': "0x60" },
    quiet: 9,
    fires: 11,
    labels: { pod: "alertmanager-0" },
    healthy: { 'reloader_last_reload_successful{pod="alertmanager-0"}': "1x60" },
  },
  { alert: "Watchdog", series: {}, fires: 0, labels: {} },
  {
    alert: "AlertmanagerDown",
    series: { [`up{${ALERTMANAGER},endpoint="web"}`]: "0x60" },
    quiet: 4,
    fires: 6,
    labels: {},
    healthy: { [`up{${ALERTMANAGER},endpoint="web"}`]: "1x60" },
  },
  {
    alert: "AlertmanagerConfigReloadFailed",
    series: { [`alertmanager_config_last_reload_successful{${ALERTMANAGER},pod="a"}`]: "0x60" },
    quiet: 9,
    fires: 11,
    labels: { job: "alertmanager", namespace: "platform", pod: "a" },
    healthy: { [`alertmanager_config_last_reload_successful{${ALERTMANAGER},pod="a"}`]: "1x60" },
  },
  {
    alert: "AlertmanagerNotificationsFailing",
    series: {
      [`alertmanager_notifications_failed_total{${ALERTMANAGER},pod="a",integration="webhook"}`]:
        "0+6x60",
      [`alertmanager_notifications_total{${ALERTMANAGER},pod="a",integration="webhook"}`]:
        "0+12x60",
    },
    quiet: 4,
    fires: 20,
    labels: { pod: "a", integration: "webhook" },
    value: "50%",
    healthy: {
      [`alertmanager_notifications_failed_total{${ALERTMANAGER},pod="a",integration="webhook"}`]:
        "4x60",
      [`alertmanager_notifications_total{${ALERTMANAGER},pod="a",integration="webhook"}`]:
        "0+12x60",
    },
  },
  {
    alert: "AlertmanagerMembersApart",
    series: { [members("a")]: "1x60", [members("b")]: "2x60" },
    quiet: 14,
    fires: 16,
    labels: { job: "alertmanager", namespace: "platform", pod: "a" },
    value: "1",
    healthy: { [members("a")]: "2x60", [members("b")]: "2x60" },
  },
];
