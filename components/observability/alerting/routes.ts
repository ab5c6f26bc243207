import type { AlertmanagerConfigArgs } from "../../crds/types/alertmanager-config.ts";
import type { AlertingSettings, Webhook } from "./settings.ts";
import { SEVERITIES } from "./settings.ts";

/** Name of the alert that always fires, so that its silence means that alerting is broken. */
export const WATCHDOG = "Watchdog";
const NOBODY = "nobody";

const is = (name: string, value: string, matchType: "=" | "!=" = "=") => ({
  name,
  value,
  matchType,
});

/** How long to gather alerts of a group, until news of it, until a reminder. */
const PACE = {
  critical: { groupWait: "30s", groupInterval: "5m", repeatInterval: "4h" },
  warning: { groupWait: "2m", groupInterval: "10m", repeatInterval: "24h" },
} as const;

/**
 * `spec` of the AlertmanagerConfig: who hears what.
 *
 * Alerts of one name and namespace make one message. Whoever hears of a critical alert is not told the warning about the
 * same; a target that is down silences the warnings about what it would have said.
 */
export function alertRoutes({
  receivers,
  watchdog,
}: AlertingSettings): AlertmanagerConfigArgs["spec"] {
  return {
    route: {
      // What has no severity is a mistake of whoever wrote the rule, and must not get lost.
      receiver: "warning",
      groupBy: ["alertname", "namespace", "job"],
      ...PACE.warning,
      routes: [
        {
          matchers: [is("alertname", WATCHDOG)],
          receiver: watchdog === undefined ? NOBODY : "watchdog",
          groupWait: "0s",
          groupInterval: "1m",
          repeatInterval: "1m",
        },
        ...SEVERITIES.map((severity) => ({
          matchers: [is("severity", severity)],
          receiver: severity,
          ...PACE[severity],
        })),
      ],
    },
    receivers: [
      ...SEVERITIES.map((severity) => receiver(severity, receivers[severity])),
      watchdog === undefined ? { name: NOBODY } : receiver("watchdog", watchdog, false),
    ],
    inhibitRules: [
      {
        sourceMatch: [is("severity", "critical")],
        targetMatch: [is("severity", "warning")],
        equal: ["alertname", "namespace", "job"],
      },
      {
        sourceMatch: [is("alertname", "TargetDown")],
        targetMatch: [is("severity", "warning"), is("alertname", "TargetDown", "!=")],
        equal: ["namespace", "job", "instance"],
      },
    ],
  };
}

const receiver = (name: string, { url }: Webhook, sendResolved = true) => ({
  name,
  webhookConfigs: [{ urlSecret: { ...url }, sendResolved, maxAlerts: 50 }],
});
