import { hostOf, PORTS } from "../names.ts";
import { PEERS } from "./gateway-config.ts";
import {
  batch,
  CLEAN,
  cleaning,
  healthCheck,
  k8sAttributes,
  labelDataPoints,
  memoryLimiter,
  otlpReceiver,
  redaction,
  scraped,
  selfTelemetry,
} from "./parts.ts";
import { checkPipelines, type CollectorConfig, pipeline } from "./pipeline.ts";

const TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * The configuration of the agents, one per node: they clean what pods of their node send before it leaves the node, and
 * ask the kubelet how much pods and containers use.
 *
 * Spans and logs go to any gateway. Metrics go to none: of each series only the last value counts, and when several had
 * seen it, each would go on showing its own. All of a pod passes one agent, so Prometheus asks that.
 */
export function agentConfig(namespace: string): CollectorConfig {
  return checkPipelines("opentelemetry-agent", {
    receivers: {
      otlp: otlpReceiver(),
      kubeletstats: {
        auth_type: "serviceAccount",
        endpoint: `https://\${env:NODE_IP}:${PORTS.kubelet}`,
        ca_file: `${TOKEN}/ca.crt`,
        collection_interval: "30s",
        metric_groups: ["node", "pod", "container"],
      },
    },
    processors: {
      memory_limiter: memoryLimiter(),
      k8sattributes: {
        ...k8sAttributes("serviceAccount"),
        filter: { node_from_env_var: "NODE_NAME" },
      },
      "transform/clean": cleaning(),
      "transform/labels": labelDataPoints(),
      redaction: redaction(),
      batch: batch(),
    },
    exporters: {
      // SDKs send each minute; what has not come for three belongs to a pod that is gone.
      prometheus: scraped(PORTS.podMetrics, "3m"),
      otlp: {
        // The names of all gateways, so that one connection does not send everything to the same.
        endpoint: `dns:///${hostOf(PEERS, namespace)}:${PORTS.otlpGrpc}`,
        balancer_name: "round_robin",
        tls: { insecure: true },
        sending_queue: { enabled: true, queue_size: 1000 },
        retry_on_failure: { enabled: true, max_elapsed_time: "5m" },
      },
    },
    extensions: { health_check: healthCheck() },
    service: {
      extensions: ["health_check"],
      pipelines: {
        traces: pipeline(["otlp"], CLEAN, ["otlp"]),
        metrics: pipeline(["otlp", "kubeletstats"], [...CLEAN, "transform/labels"], ["prometheus"]),
        logs: pipeline(["otlp"], CLEAN, ["otlp"]),
      },
      telemetry: selfTelemetry(),
    },
  });
}
