import { hostOf, PORTS } from "../names.ts";
import { PEERS } from "./gateway-config.ts";
import {
  batch,
  cleanSpans,
  healthCheck,
  k8sAttributes,
  memoryLimiter,
  otlpReceiver,
  redaction,
  selfTelemetry,
} from "./parts.ts";
import { checkPipelines, type CollectorConfig, pipeline, type StepId } from "./pipeline.ts";

const TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * The configuration of the agents, one per node: they clean what pods of their node send before it leaves the node, and
 * ask the kubelet how much pods and containers use.
 */
export function agentConfig(namespace: string): CollectorConfig {
  const clean: StepId[] = ["k8sattributes", "transform/clean", "redaction"];
  const named: StepId[] = ["k8sattributes", "redaction"];
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
      k8sattributes: k8sAttributes("serviceAccount", true),
      "transform/clean": cleanSpans(),
      redaction: redaction(),
      batch: batch(),
    },
    exporters: {
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
        traces: pipeline(["otlp"], clean, ["otlp"]),
        metrics: pipeline(["otlp", "kubeletstats"], named, ["otlp"]),
        logs: pipeline(["otlp"], named, ["otlp"]),
      },
      telemetry: selfTelemetry(),
    },
  });
}
