import { board, graph, heading } from "./panels.ts";

const rate = (metric: string, by: string): string =>
  `sum by (${by}) (rate(${metric}[$__rate_interval]))`;

/** Whether what watches the platform works itself. */
export const telemetryHealth = () =>
  board(
    "telemetry-health",
    "Prometheus and collectors",
    "Whether what watches the platform works itself.",
  )
    .withRow(heading("Prometheus"))
    .withPanel(
      graph({
        title: "Samples taken in",
        description: "Nothing here means that alerts are blind.",
        unit: "short",
        queries: [[rate("prometheus_tsdb_head_samples_appended_total", "pod"), "{{pod}}"]],
      }),
    )
    .withPanel(
      graph({
        title: "Series in memory",
        description: "What decides about its memory; a jump is a label with too many values.",
        unit: "short",
        queries: [["max by (pod) (prometheus_tsdb_head_series)", "{{pod}}"]],
      }),
    )
    .withPanel(
      graph({
        title: "Rules: share of the interval",
        description: "Above one, evaluations are left out.",
        unit: "percentunit",
        queries: [
          [
            "max by (rule_group) (prometheus_rule_group_last_duration_seconds / prometheus_rule_group_interval_seconds)",
            "{{rule_group}}",
          ],
        ],
        steps: [
          [null, "green"],
          [1, "red"],
        ],
      }),
    )
    .withPanel(
      graph({
        title: "Alerts on their way",
        description: "Sent to Alertmanager, and lost.",
        unit: "short",
        queries: [
          [rate("prometheus_notifications_sent_total", "pod"), "sent {{pod}}"],
          [rate("prometheus_notifications_dropped_total", "pod"), "lost {{pod}}"],
        ],
      }),
    )
    .withPanel(
      graph({
        title: "Messages to people",
        description: "By the way they take, and those that failed.",
        unit: "short",
        queries: [
          [rate("alertmanager_notifications_total", "integration"), "{{integration}}"],
          [
            rate("alertmanager_notifications_failed_total", "integration"),
            "failed {{integration}}",
          ],
        ],
      }),
    )
    .withRow(heading("Collectors"))
    .withPanel(
      graph({
        title: "Spans: in, refused, out, lost",
        description: "Refused spans come again; lost ones do not.",
        unit: "short",
        queries: [
          [rate("otelcol_receiver_accepted_spans_total", "job"), "in {{job}}"],
          [rate("otelcol_receiver_refused_spans_total", "job"), "refused {{job}}"],
          [rate("otelcol_exporter_sent_spans_total", "job, exporter"), "out {{job}} {{exporter}}"],
          [
            rate("otelcol_exporter_send_failed_spans_total", "job, exporter"),
            "lost {{job}} {{exporter}}",
          ],
        ],
      }),
    )
    .withPanel(
      graph({
        title: "Queues",
        description: "Share of a queue that is taken; a full one throws away.",
        unit: "percentunit",
        queries: [
          [
            "max by (pod, exporter) (otelcol_exporter_queue_size / otelcol_exporter_queue_capacity)",
            "{{pod}} {{exporter}}",
          ],
        ],
        steps: [
          [null, "green"],
          [0.8, "red"],
        ],
      }),
    )
    .withPanel(
      graph({
        title: "Traces kept, by policy",
        description: "What each policy of tail sampling decided.",
        unit: "short",
        queries: [
          [
            rate("otelcol_processor_tail_sampling_count_traces_sampled_total", "policy, sampled"),
            "{{policy}} {{sampled}}",
          ],
        ],
      }),
    )
    .withPanel(
      graph({
        title: "Memory",
        description: "From 80 % of its limit on, a collector refuses data.",
        unit: "bytes",
        queries: [["max by (pod) (otelcol_process_memory_rss)", "{{pod}}"]],
      }),
    );
