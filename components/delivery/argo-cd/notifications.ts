import { yamlOf } from "../lib/yaml.ts";
import type { Notifications } from "./settings.ts";

/** What is told, when, and how often. */
const TRIGGERS = {
  "on-degraded": {
    when: "app.status.health.status == 'Degraded'",
    oncePer: "app.status.operationState?.syncResult?.revision",
  },
  "on-sync-failed": {
    when: "app.status.operationState != nil and app.status.operationState.phase in ['Error', 'Failed']",
    oncePer: "app.status.operationState?.startedAt",
  },
  "on-deployed": {
    when: "app.status.operationState != nil and app.status.operationState.phase == 'Succeeded' and app.status.health.status == 'Healthy'",
    oncePer: "app.status.operationState?.syncResult?.revision",
  },
} as const;

export type NotificationTrigger = keyof typeof TRIGGERS;
export const NOTIFICATION_TRIGGERS = Object.keys(TRIGGERS) as readonly NotificationTrigger[];

/**
 * `argocd-notifications-cm`: a webhook that hears of every application that degrades, fails to sync or was deployed.
 *
 * Every value goes into the body as JSON, so that a message of a chart cannot end its string. The token is read from
 * `argocd-notifications-secret` when a message is sent.
 */
export function argoCdNotifications(
  notifications: Notifications,
): Readonly<Record<string, string>> {
  if (notifications.kind === "none") return {};
  const { name, url, tokenKey } = notifications;
  return {
    [`service.webhook.${name}`]: yamlOf({
      url,
      headers: [
        { name: "Authorization", value: `Bearer $${tokenKey}` },
        { name: "Content-Type", value: "application/json" },
      ],
      retryMax: 3,
    }),
    ...Object.fromEntries(
      NOTIFICATION_TRIGGERS.flatMap((trigger) => [
        [
          `template.${trigger}`,
          yamlOf({ webhook: { [name]: { method: "POST", body: body(trigger) } } }),
        ],
        [`trigger.${trigger}`, yamlOf([{ ...TRIGGERS[trigger], send: [trigger] }])],
      ]),
    ),
    subscriptions: yamlOf([{ recipients: [name], triggers: NOTIFICATION_TRIGGERS }]),
  };
}

/** Fields of a message and where an Application keeps them; what is not there yet is the empty string. */
const FIELDS = {
  application: ["metadata", "name"],
  project: ["spec", "project"],
  namespace: ["spec", "destination", "namespace"],
  health: ["status", "health", "status"],
  sync: ["status", "sync", "status"],
  revision: ["status", "sync", "revision"],
  phase: ["status", "operationState", "phase"],
  message: ["status", "operationState", "message"],
};

function body(trigger: NotificationTrigger): string {
  const fields = Object.entries(FIELDS).map(([key, path]) => {
    const steps = path.map((step) => JSON.stringify(step)).join(" ");
    return `"${key}": {{ dig ${steps} "" .app | toJson }}`;
  });
  return `{${[`"event": "${trigger}"`, ...fields].join(", ")}}`;
}
