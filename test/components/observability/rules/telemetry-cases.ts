import type { AlertCase } from "./case.ts";

const COLLECTOR = 'job="opentelemetry-collector",pod="otel-0"';
const OF_COLLECTOR = { job: "opentelemetry-collector", pod: "otel-0" };

export const telemetryCases: readonly AlertCase[] = [
  {
    alert: "CollectorRefusingData",
    series: { [`otelcol_receiver_refused_spans_total{${COLLECTOR},receiver="otlp"}`]: "0+60x60" },
    quiet: 9,
    fires: 30,
    labels: { ...OF_COLLECTOR, receiver: "otlp" },
    value: "1",
    healthy: { [`otelcol_receiver_refused_spans_total{${COLLECTOR},receiver="otlp"}`]: "0x60" },
  },
  {
    alert: "CollectorDroppingData",
    series: {
      [`otelcol_exporter_send_failed_log_records_total{${COLLECTOR},exporter="otlp"}`]: "0+60x60",
    },
    quiet: 9,
    fires: 30,
    labels: { ...OF_COLLECTOR, exporter: "otlp" },
    value: "1",
    healthy: {
      [`otelcol_exporter_send_failed_log_records_total{${COLLECTOR},exporter="otlp"}`]: "9x60",
    },
  },
  {
    alert: "CollectorQueueRejecting",
    series: {
      [`otelcol_exporter_enqueue_failed_spans_total{${COLLECTOR},exporter="otlp"}`]: "0+60x60",
    },
    quiet: 4,
    fires: 20,
    labels: { ...OF_COLLECTOR, exporter: "otlp" },
    value: "1",
    healthy: {
      [`otelcol_exporter_enqueue_failed_spans_total{${COLLECTOR},exporter="otlp"}`]: "0x60",
    },
  },
  {
    alert: "CollectorQueueFilling",
    series: {
      [`otelcol_exporter_queue_size{${COLLECTOR},exporter="otlp"}`]: "4500x60",
      [`otelcol_exporter_queue_capacity{${COLLECTOR},exporter="otlp"}`]: "5000x60",
    },
    quiet: 9,
    fires: 11,
    labels: { ...OF_COLLECTOR, exporter: "otlp" },
    value: "90%",
    healthy: {
      [`otelcol_exporter_queue_size{${COLLECTOR},exporter="otlp"}`]: "3000x60",
      [`otelcol_exporter_queue_capacity{${COLLECTOR},exporter="otlp"}`]: "5000x60",
    },
  },
  {
    alert: "CollectorSamplingTooEarly",
    series: {
      'otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total{pod="otel-0"}':
        "0+5x60",
    },
    quiet: 14,
    fires: 40,
    labels: { pod: "otel-0" },
    healthy: {
      'otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total{pod="otel-0"}':
        "0x60",
    },
  },
  {
    alert: "CollectorDown",
    series: { [`up{${COLLECTOR}}`]: "0x60" },
    quiet: 4,
    fires: 6,
    labels: {},
    healthy: { [`up{${COLLECTOR}}`]: "1x60", 'up{job="opentelemetry-collector",pod="b"}': "0x60" },
  },
  {
    alert: "ProbeFailing",
    series: { 'probe_success{probe="web",instance="https://x"}': "0x60" },
    quiet: 2,
    fires: 4,
    labels: { probe: "web", instance: "https://x" },
    healthy: { 'probe_success{probe="web",instance="https://x"}': "1x60" },
  },
  {
    alert: "ProbeSlow",
    series: { 'probe_duration_seconds{probe="web",instance="https://x"}': "4x60" },
    quiet: 9,
    fires: 20,
    labels: { probe: "web", instance: "https://x" },
    value: "4s",
    healthy: { 'probe_duration_seconds{probe="web",instance="https://x"}': "0.2x60" },
  },
  {
    alert: "CertificateExpiresSoon",
    // The clock of promtool begins at zero: 20 days and 70 minutes.
    series: { 'probe_ssl_earliest_cert_expiry{probe="web",instance="https://x"}': "1732200x90" },
    quiet: 59,
    fires: 70,
    labels: { probe: "web", instance: "https://x" },
    value: "20d 0h 0m 0s",
    healthy: { 'probe_ssl_earliest_cert_expiry{probe="web",instance="https://x"}': "2592000x90" },
  },
  {
    alert: "CertificateExpires",
    series: { 'probe_ssl_earliest_cert_expiry{probe="web",instance="https://x"}': "346800x90" },
    quiet: 9,
    fires: 20,
    labels: { probe: "web", instance: "https://x" },
    value: "4d 0h 0m 0s",
    healthy: { 'probe_ssl_earliest_cert_expiry{probe="web",instance="https://x"}': "1732200x90" },
  },
];
