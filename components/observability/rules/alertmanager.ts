import { WATCHDOG } from "../names.ts";
import type { RuleGroup } from "./rule.ts";

export const alertmanagerRules: RuleGroup = {
  name: "platform-alertmanager",
  rules: [
    {
      alert: WATCHDOG,
      expr: "vector(1)",
      for: "0s",
      severity: "none",
      summary: "Alerting works",
      description:
        "Fires all the time. Something outside this cluster raises the alarm when it no longer hears of it.",
    },
    {
      alert: "AlertmanagerDown",
      expr: 'absent(up{job="alertmanager", endpoint="web"} == 1)',
      for: "5m",
      severity: "critical",
      summary: "No Alertmanager is up",
      description:
        "Nobody is told about any alert, this one excepted where another Alertmanager hears it.",
    },
    {
      alert: "AlertmanagerConfigReloadFailed",
      expr: 'max_over_time(alertmanager_config_last_reload_successful{job="alertmanager"}[5m]) == 0',
      for: "10m",
      severity: "critical",
      summary: "Alertmanager {{ $labels.pod }} refuses its configuration",
      description: "{{ $labels.pod }} runs on with the routes before.",
    },
    {
      alert: "AlertmanagerNotificationsFailing",
      expr: 'sum by (pod, integration) (rate(alertmanager_notifications_failed_total{job="alertmanager"}[5m])) / sum by (pod, integration) (rate(alertmanager_notifications_total{job="alertmanager"}[5m])) > 0.01',
      for: "5m",
      severity: "critical",
      summary: "Alertmanager {{ $labels.pod }} cannot tell people",
      description:
        "{{ $value | humanizePercentage }} of the messages by {{ $labels.integration }} fail: its receiver does not answer, or the URL in its Secret is wrong.",
    },
    {
      alert: "AlertmanagerMembersApart",
      expr: 'max_over_time(alertmanager_cluster_members{job="alertmanager"}[5m]) < on (namespace) group_left count by (namespace) (max_over_time(alertmanager_cluster_members{job="alertmanager"}[5m]))',
      for: "15m",
      severity: "warning",
      summary: "Alertmanager {{ $labels.pod }} does not see the others",
      description:
        "It sees {{ $value }} members only: people may be told twice, and silences do not hold everywhere.",
    },
  ],
};
