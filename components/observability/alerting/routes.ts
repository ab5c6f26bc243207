import type { AlertmanagerConfigArgs } from "../../crds/types/alertmanager-config.ts";
import type { AlertingSettings, Webhook } from "./settings.ts";
import { WATCHDOG } from "../names.ts";
import { inhibitions, is } from "./inhibitions.ts";
import { SEVERITIES } from "./settings.ts";

const NOBODY = "nobody";

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
    inhibitRules: inhibitions(),
  };
}

const receiver = (name: string, { url }: Webhook, sendResolved = true) => ({
  name,
  webhookConfigs: [{ urlSecret: { ...url }, sendResolved, maxAlerts: 50 }],
});
