import { board, graph, heading, stat, table } from "./panels.ts";

const FIRST = [null, "green"] as const;

/** Whether anything on the platform needs somebody, on one page. */
export const platformOverview = () =>
  board("platform-overview", "Platform overview", "Whether anything needs somebody now.")
    .withPanel(
      stat({
        title: "Critical alerts",
        description: "Alerts that somebody has been told about and has to look at now.",
        unit: "short",
        queries: [
          ['count(ALERTS{alertstate="firing", severity="critical"}) or vector(0)', "critical"],
        ],
        steps: [FIRST, [1, "red"]],
      }),
    )
    .withPanel(
      stat({
        title: "Warnings",
        description: "Alerts that can wait for working hours.",
        unit: "short",
        queries: [
          ['count(ALERTS{alertstate="firing", severity="warning"}) or vector(0)', "warning"],
        ],
        steps: [FIRST, [1, "yellow"]],
      }),
    )
    .withPanel(
      stat({
        title: "Targets down",
        description: "What Prometheus should scrape and cannot.",
        unit: "short",
        queries: [["count(up == 0) or vector(0)", "down"]],
        steps: [FIRST, [1, "red"]],
      }),
    )
    .withPanel(
      stat({
        title: "Applications out of sync",
        description: "Applications that are not what Git says.",
        unit: "short",
        queries: [['count(argocd_app_info{sync_status!="Synced"}) or vector(0)', "out of sync"]],
        steps: [FIRST, [1, "yellow"]],
      }),
    )
    .withPanel(
      stat({
        title: "Rollouts degraded",
        description: "Rollouts that were aborted or do not become ready.",
        unit: "short",
        queries: [['count(rollout_info{phase="Degraded"}) or vector(0)', "degraded"]],
        steps: [FIRST, [1, "red"]],
      }),
    )
    .withPanel(
      stat({
        title: "Checks failing",
        description: "Synthetic checks from outside that fail now.",
        unit: "short",
        queries: [["count(probe_success == 0) or vector(0)", "failing"]],
        steps: [FIRST, [1, "red"]],
      }),
    )
    .withRow(heading("What answers"))
    .withPanel(
      graph({
        title: "Targets that answer, by job",
        description: "Share of the targets of a job that can be scraped.",
        unit: "percentunit",
        queries: [["job:up:ratio", "{{job}}"]],
      }),
    )
    .withPanel(
      graph({
        title: "Synthetic checks",
        description: "Time that a check from outside takes.",
        unit: "s",
        queries: [["max by (probe) (probe_duration_seconds)", "{{probe}}"]],
      }),
    )
    .withPanel(
      table({
        title: "Certificates",
        description: "Days until the certificate of a checked address ends.",
        unit: "d",
        queries: [
          [
            "sort(min by (probe, instance) (probe_ssl_earliest_cert_expiry - time()) / 86400)",
            "{{probe}}",
          ],
        ],
        steps: [
          [null, "red"],
          [5, "orange"],
          [21, "green"],
        ],
      }),
    )
    .withPanel(
      table({
        title: "Firing now",
        description: "Every alert that fires, with what it is about.",
        unit: "short",
        queries: [
          [
            'count by (alertname, severity, namespace, job) (ALERTS{alertstate="firing", alertname!="Watchdog"})',
            "{{alertname}}",
          ],
        ],
      }),
    );
