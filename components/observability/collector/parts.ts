import { PORTS } from "../names.ts";
import type { StepId } from "./pipeline.ts";
import { blockedKeys, blockedValues, cleaningStatements } from "./redaction.ts";

/** The pod's own address: the collector listens there and nowhere else. Outside a cluster, where it runs gives it. */
export const POD_IP = "${env:POD_IP}";

/** `host:port` on the pod's own address. */
export const own = (port: number): string => `${POD_IP}:${port}`;

/** MiB that a message may have on its way from an SDK, which sends no more by default. */
const SDK_MIB = 4;
/** MiB that a message may have on its way from one of our collectors to another; `batch` keeps below. */
export const COLLECTOR_MIB = 16;

/** OTLP over gRPC and HTTP. Collectors speak gRPC to each other, so where they send to, that takes more. */
export const otlpReceiver = (grpcMib = SDK_MIB) => ({
  protocols: {
    grpc: { endpoint: own(PORTS.otlpGrpc), max_recv_msg_size_mib: grpcMib },
    http: { endpoint: own(PORTS.otlpHttp), max_request_body_size: SDK_MIB * 1024 * 1024 },
  },
});

/** Refuses data from 80 % of the container's memory on, and collects garbage from 60 % on. */
export const memoryLimiter = () => ({
  check_interval: "1s",
  limit_percentage: 80,
  spike_limit_percentage: 20,
});

/**
 * 1,024 elements or 1 s, whichever is first.
 *
 * A batch that is larger than its receiver takes is lost for good; of so many elements, each may have 16 KiB.
 */
export const batch = () => ({ send_batch_size: 1024, send_batch_max_size: 1024, timeout: "1s" });

/** Which pod sent something, by what it says itself, or else by its address. */
export const k8sAttributes = (auth: "serviceAccount" | "kubeConfig") => ({
  auth_type: auth,
  extract: {
    metadata: [
      ...["k8s.namespace.name", "k8s.pod.name", "k8s.pod.uid", "k8s.node.name"],
      "k8s.deployment.name",
    ],
  },
  pod_association: [
    { sources: [{ from: "resource_attribute", name: "k8s.pod.uid" }] },
    { sources: [{ from: "connection" }] },
  ],
});

/** What data points keep of the resource they come from, as labels in Prometheus. */
const KEPT = ["k8s.namespace.name", "k8s.pod.name", "k8s.container.name", "k8s.node.name"];

export const labelDataPoints = () => ({
  error_mode: "propagate",
  metric_statements: KEPT.map(
    (name) =>
      `set(datapoint.attributes["${name}"], resource.attributes["${name}"]) where resource.attributes["${name}"] != nil`,
  ),
});

/** Masks values by the name of their attribute and by their look, whatever type they are of. */
export const redaction = () => ({
  allow_all_keys: true,
  redact_all_types: true,
  blocked_key_patterns: blockedKeys(),
  blocked_values: blockedValues.map(({ expression }) => expression),
  // A list of what was masked would tell where to look.
  summary: "silent",
});

/** Cuts off the queries of URLs. What it cannot do it says, and the data is refused: nothing passes uncleaned. */
export const cleaning = () => ({ error_mode: "propagate", ...cleaningStatements() });

/** What everything passes that others sent: whose it is, and the two that clean it. */
export const CLEAN: readonly StepId[] = ["k8sattributes", "transform/clean", "redaction"];

/**
 * A port on which Prometheus finds what came last of each series, as long as it is not older than that.
 *
 * Exemplars, which lead from a bucket to a trace, exist in OpenMetrics only. Names are the same in both formats.
 */
export const scraped = (port: number, expiration: string) => ({
  endpoint: own(port),
  metric_expiration: expiration,
  enable_open_metrics: true,
});

export const healthCheck = () => ({ endpoint: own(PORTS.collectorHealth) });

/** The collector's own figures for Prometheus, and its log as JSON. */
export const selfTelemetry = () => ({
  logs: { encoding: "json" },
  metrics: {
    level: "normal",
    readers: [
      {
        pull: {
          exporter: {
            prometheus: {
              host: POD_IP,
              port: PORTS.collectorMetrics,
              without_scope_info: true,
              without_units: true,
            },
          },
        },
      },
    ],
  },
});
