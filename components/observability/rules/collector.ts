import type { RuleGroup } from "./rule.ts";

const SIGNALS = ["spans", "metric_points", "log_records"];

/** The sum of one counter over the signals that it is kept for. */
const rateOf = (metric: string, by: string, range = "5m"): string =>
  SIGNALS.map(
    (signal) => `sum by (${by}) (rate(otelcol_${metric}_${signal}_total[${range}]))`,
  ).join(" or ");

export const collectorRules: RuleGroup = {
  name: "platform-collector",
  rules: [
    {
      alert: "CollectorRefusingData",
      expr: `(${rateOf("receiver_refused", "job, pod, receiver")}) > 0`,
      for: "10m",
      severity: "warning",
      summary: "Collector {{ $labels.pod }} refuses telemetry",
      description:
        "{{ $labels.receiver }} of {{ $labels.pod }} refuses {{ $value | humanize }} items a second: it is short of memory, or a step that cleans data fails. Senders try again for a while, then lose them.",
    },
    {
      alert: "CollectorDroppingData",
      expr: `(${rateOf("exporter_send_failed", "job, pod, exporter")}) > 0`,
      for: "10m",
      severity: "critical",
      summary: "Collector {{ $labels.pod }} loses telemetry",
      description:
        "{{ $labels.exporter }} of {{ $labels.pod }} gives {{ $value | humanize }} items a second up for lost: where it sends to does not answer or refuses.",
    },
    {
      alert: "CollectorQueueRejecting",
      expr: `(${rateOf("exporter_enqueue_failed", "job, pod, exporter")}) > 0`,
      for: "5m",
      severity: "critical",
      summary: "A queue of collector {{ $labels.pod }} is full",
      description:
        "{{ $labels.exporter }} of {{ $labels.pod }} throws {{ $value | humanize }} items a second away before it tried to send them.",
    },
    {
      alert: "CollectorQueueFilling",
      expr: "max by (job, pod, exporter) (otelcol_exporter_queue_size / otelcol_exporter_queue_capacity) > 0.8",
      for: "10m",
      severity: "warning",
      silencedBy: { alerts: ["CollectorQueueRejecting"], same: ["job", "pod", "exporter"] },
      summary: "A queue of collector {{ $labels.pod }} fills up",
      description:
        "{{ $labels.exporter }} of {{ $labels.pod }} is at {{ $value | humanizePercentage }} of its queue; when it is full, telemetry is lost.",
    },
    {
      alert: "CollectorSamplingTooEarly",
      expr: "sum by (pod) (rate(otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total[10m])) > 0",
      for: "15m",
      severity: "warning",
      summary: "Collector {{ $labels.pod }} forgets traces before it decides about them",
      description:
        "More traces are on their way than {{ $labels.pod }} can keep in mind, so errors may be missing among those that are kept.",
    },
    {
      alert: "CollectorDown",
      expr: 'absent(up{job="opentelemetry-collector"} == 1)',
      for: "5m",
      severity: "critical",
      summary: "No telemetry collector is up",
      description:
        "Prometheus reaches none of the gateways: traces and span metrics of all services are lost, and alerts on them are blind.",
    },
  ],
};
