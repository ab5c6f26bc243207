import { RunError } from "@pulumi/pulumi";
import { SLO } from "../slo.ts";
import { hostOf, PARTS, PORTS } from "../names.ts";
import {
  batch,
  CLEAN,
  cleaning,
  COLLECTOR_MIB,
  healthCheck,
  k8sAttributes,
  labelDataPoints,
  memoryLimiter,
  otlpReceiver,
  own,
  redaction,
  scraped,
  selfTelemetry,
} from "./parts.ts";
import { checkPipelines, type CollectorConfig, type ExporterId, pipeline } from "./pipeline.ts";
import type { CollectorSettings, Exporters, Sampling } from "./settings.ts";

/** Headless Service through which the gateways find each other. */
export const PEERS = "opentelemetry-collector-peers";
/** Variable of the environment that holds the header of the OTLP exporter. */
export const AUTHORIZATION = "OTLP_AUTHORIZATION";
/** Milliseconds; the thresholds of the objectives come on top, so that they can be counted exactly. */
const BUCKETS = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

/**
 * The configuration of the gateways.
 *
 * A span is cleaned and counted where it comes in, then handed to the one gateway that decides about its whole trace: a
 * decision about a trace needs all its spans in one place. Span metrics count before sampling, so they count everything.
 */
export function gatewayConfig(
  { gateway, sampling, exporters }: Omit<CollectorSettings, "agent">,
  namespace: string,
): CollectorConfig {
  const out = Object.keys(exportersOf(exporters)) as ExporterId[];
  if (out.length === 0) {
    throw new RunError(
      "observability.collector.exporters: telemetry goes nowhere; set otlp, debug or file",
    );
  }
  return checkPipelines("opentelemetry-collector", {
    receivers: {
      otlp: otlpReceiver(COLLECTOR_MIB),
      "otlp/peers": {
        protocols: {
          grpc: { endpoint: own(PORTS.otlpPeers), max_recv_msg_size_mib: COLLECTOR_MIB },
        },
      },
    },
    processors: {
      memory_limiter: memoryLimiter(),
      k8sattributes: {
        ...k8sAttributes(gateway.auth ?? "serviceAccount"),
        // An agent passes on what others sent: what it could not name must not be taken for its own.
        exclude: { pods: [{ name: `^${PARTS.agent}-` }] },
      },
      "transform/clean": cleaning(),
      "transform/labels": labelDataPoints(),
      redaction: redaction(),
      tail_sampling: tailSampling(sampling),
      batch: batch(),
    },
    connectors: { spanmetrics: spanMetrics() },
    exporters: {
      loadbalancing: toPeers(gateway.replicas, namespace),
      prometheus: scraped(PORTS.spanMetrics, "10m"),
      ...exportersOf(exporters),
    },
    extensions: { health_check: healthCheck() },
    service: {
      extensions: ["health_check"],
      pipelines: {
        "traces/received": pipeline(["otlp"], CLEAN, ["spanmetrics", "loadbalancing"]),
        "traces/sampled": pipeline(["otlp/peers"], ["tail_sampling"], out),
        "metrics/spans": pipeline(["spanmetrics"], [], ["prometheus"]),
        "metrics/received": pipeline(["otlp"], [...CLEAN, "transform/labels"], ["prometheus"]),
        "logs/received": pipeline(["otlp"], CLEAN, out),
      },
      telemetry: selfTelemetry(),
    },
  });
}

/** Errors and slow traces always, of the rest a share. */
const tailSampling = ({ percent, slowMs, waitSeconds = 10 }: Sampling) => ({
  decision_wait: `${waitSeconds}s`,
  num_traces: 50_000,
  // A late span of a trace follows the decision about it, for as long as it is remembered.
  decision_cache: { sampled_cache_size: 100_000, non_sampled_cache_size: 100_000 },
  policies: [
    { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
    { name: "slow", type: "latency", latency: { threshold_ms: slowMs } },
    {
      name: "share",
      type: "probabilistic",
      probabilistic: { sampling_percentage: percent },
    },
  ],
});

/** The connector takes them as they stand and looks for the first that fits: out of order, some would never count. */
const buckets = (): string[] =>
  [...new Set([...BUCKETS, ...SLO.latencyMs])]
    .sort((one, other) => one - other)
    .map((ms) => `${ms}ms`);

/** Rate, errors and duration per service, operation and kind of span. */
const spanMetrics = () => ({
  namespace: "traces.span.metrics",
  histogram: {
    unit: "s",
    explicit: { buckets: buckets() },
  },
  dimensions: [
    { name: "graphql.operation.name" },
    { name: "graphql.operation.type" },
    { name: "http.request.method" },
    { name: "http.response.status_code" },
    { name: "k8s.namespace.name" },
  ],
  exemplars: { enabled: true, max_per_data_point: 5 },
  // A pod that is replaced continues the series of its service.
  resource_metrics_key_attributes: ["service.name", "k8s.namespace.name"],
  // Names of spans that hold an identifier would make series without end.
  aggregation_cardinality_limit: 5000,
  metrics_flush_interval: "15s",
  metrics_expiration: "10m",
});

/** A single gateway is its own peer: the same pipelines, without a name to look up. */
const toPeers = (replicas: number, namespace: string) => ({
  routing_key: "traceID",
  protocol: { otlp: { tls: { insecure: true }, timeout: "5s" } },
  resolver:
    replicas === 1
      ? { static: { hostnames: [own(PORTS.otlpPeers)] } }
      : { dns: { hostname: hostOf(PEERS, namespace), port: String(PORTS.otlpPeers) } },
});

function exportersOf({ otlp, debug = false, file }: Exporters): CollectorConfig["exporters"] {
  return {
    ...(otlp && {
      otlp: {
        endpoint: otlp.endpoint,
        tls: { insecure: otlp.insecure ?? false },
        ...(otlp.authorization && {
          headers: { authorization: `\${env:${AUTHORIZATION}}` },
        }),
        sending_queue: { enabled: true, queue_size: 5000 },
        retry_on_failure: { enabled: true, max_elapsed_time: "5m" },
      },
    }),
    ...(debug && { debug: { verbosity: "basic" } }),
    ...(file !== undefined && { file: { path: file } }),
  };
}
