import type { ObservabilityArgs } from "../../../../components/observability/observability.ts";
import type {
  ObservabilityImages,
  ObservabilitySettings,
} from "../../../../components/observability/settings.ts";
import type { Size } from "../../../../components/observability/lib/pods.ts";
import { thinBundle } from "./bundle.ts";

const size = (cpu: string, memory: string, disk = "128Mi"): Size => ({
  requests: { cpu, memory, disk },
  limits: { cpu, memory, disk },
});

const receiver = { cidrs: ["198.51.100.0/28"], ports: [443] };

/** What prod is set to, in kind: several of everything, remote write, single sign-on, probes. */
export const settings: ObservabilitySettings = {
  priorityClass: "intelgraph-critical",
  apiServer: { cidrs: ["10.40.0.0/24", "10.40.1.0/24"], ports: [443] },
  nodes: ["10.40.16.0/20"],
  operator: { size: size("200m", "256Mi") },
  prometheus: {
    replicas: 2,
    retention: "15d",
    retentionSize: "8GiB",
    storage: { size: "10Gi", storageClass: "gp3" },
    size: size("1", "4Gi"),
    externalLabels: { environment: "prod" },
    remoteWrite: [
      {
        url: "https://metrics.intelgraph.example/api/v1/write",
        to: receiver,
        bearer: { name: "remote-write", key: "bearer" },
      },
    ],
  },
  alerting: {
    replicas: 3,
    retention: "120h",
    storage: { size: "2Gi", storageClass: "gp3" },
    size: size("100m", "128Mi"),
    receivers: {
      critical: { url: { name: "alert-receivers", key: "critical-url" }, to: receiver },
      warning: { url: { name: "alert-receivers", key: "warning-url" }, to: receiver },
    },
    watchdog: { url: { name: "alert-receivers", key: "watchdog-url" }, to: receiver },
  },
  collector: {
    gateway: { replicas: 3, size: size("1", "2Gi") },
    agent: { size: size("100m", "256Mi") },
    sampling: { percent: 10, slowMs: 1000 },
    exporters: {
      otlp: {
        endpoint: "traces.intelgraph.example:443",
        to: receiver,
        authorization: { name: "otlp-export", key: "header" },
      },
    },
  },
  grafana: {
    exposure: {
      kind: "ingress",
      host: "grafana.intelgraph.example",
      className: "nginx",
      tlsSecret: "grafana-tls",
      controller: {
        namespace: "ingress-nginx",
        pods: { "app.kubernetes.io/name": "ingress-nginx" },
      },
    },
    size: size("250m", "512Mi", "512Mi"),
    sso: {
      name: "IntelGraph",
      clientId: "grafana",
      clientSecret: { name: "grafana-sso", key: "client-secret" },
      authUrl: "https://id.intelgraph.example/authorize",
      tokenUrl: "https://id.intelgraph.example/token",
      apiUrl: "https://id.intelgraph.example/userinfo",
      roleAttributePath: "contains(groups, 'platform') && 'Admin' || 'Viewer'",
      to: receiver,
    },
  },
  blackbox: { replicas: 2, size: size("50m", "64Mi") },
  probes: [
    { name: "web", url: "https://intelgraph.example/healthz", module: "https-2xx", to: receiver },
  ],
};

const digest = `sha256:${"5".repeat(63)}e`;
const image = (path: string) => `registry.intelgraph.example/${path}@${digest}`;

export const images: ObservabilityImages = {
  operator: image("prometheus-operator/prometheus-operator:v0.85.0"),
  reloader: image("prometheus-operator/prometheus-config-reloader:v0.85.0"),
  prometheus: image("prometheus/prometheus:v3.7.0"),
  alertmanager: image("prometheus/alertmanager:v0.28.1"),
  grafana: image("grafana/grafana:12.2.0"),
  blackbox: image("prometheus/blackbox-exporter:v0.27.0"),
  collector: image("otel/opentelemetry-collector-contrib:0.136.0"),
};

export const args = (changes: Partial<ObservabilitySettings> = {}): ObservabilityArgs => ({
  namespace: "platform",
  argoCd: "argocd",
  sealedSecrets: "sealed-secrets",
  workloads: [
    { namespace: "core", ports: [9464] },
    { namespace: "predictive", ports: [9464] },
  ],
  bundle: thinBundle(),
  retainedBy: undefined,
  images,
  settings: { ...settings, ...changes },
});
