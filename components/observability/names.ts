import { commonLabels } from "../lib/labels.ts";

/** What the platform's telemetry is made of. The name is that of its object, its account and its pods' label. */
export const PARTS = {
  operator: "prometheus-operator",
  prometheus: "prometheus",
  alertmanager: "alertmanager",
  grafana: "grafana",
  blackbox: "blackbox-exporter",
  gateway: "opentelemetry-collector",
  agent: "opentelemetry-agent",
} as const;
export type Part = (typeof PARTS)[keyof typeof PARTS];

/** Ports, TCP unless it says otherwise, all above 1024, so that nothing needs a capability. */
export const PORTS = {
  /** OTLP over gRPC and over HTTP. */
  otlpGrpc: 4317,
  otlpHttp: 4318,
  /** Between the gateways: spans on their way to the one that decides about their trace. */
  otlpPeers: 4319,
  collectorMetrics: 8888,
  spanMetrics: 8889,
  /** Of the agents: what the pods of their node and its kubelet told them. */
  podMetrics: 8890,
  collectorHealth: 13133,
  kubelet: 10250,
  operator: 8080,
  prometheus: 9090,
  reloader: 8080,
  alertmanager: 9093,
  /** Between the members, by UDP and TCP. */
  alertmanagerPeers: 9094,
  grafana: 3000,
  blackbox: 9115,
  /** Of the controller that opens sealed secrets, which brings its own monitor. */
  sealedSecrets: 8081,
} as const;

/** Name of the Prometheus and of the Alertmanager resource; their operator puts it behind the name of the kind. */
export const INSTANCE = "platform";

/** Secret with the administrator of Grafana, made elsewhere from a SealedSecret. */
export const GRAFANA_ADMIN = "grafana-admin";
export const GRAFANA_ADMIN_KEYS = { user: "admin-user", password: "admin-password" } as const;

/** Name of the alert that always fires, so that its silence means that alerting is broken. */
export const WATCHDOG = "Watchdog";

/** The page that says what to do about each alert. */
export const RUNBOOKS = "docs/runbooks/alerts.md";

/** Labels of an object of ours that belongs to a part. Whoever may send OTLP reaches the component `telemetry`. */
export const partLabels = (part: Part): Record<string, string> => ({
  ...commonLabels(),
  "app.kubernetes.io/name": part,
  "app.kubernetes.io/component": COLLECTORS.has(part) ? "telemetry" : "observability",
});

const COLLECTORS: ReadonlySet<Part> = new Set([PARTS.gateway, PARTS.agent]);

/** What finds the pods of a part. The pods that the operator makes carry it too. */
export const podsOf = (part: Part): Record<string, string> => ({ "app.kubernetes.io/name": part });

/** What monitors, probes and rules are found by, whoever brings them: everything of ours carries it. */
export const OURS = { "app.kubernetes.io/part-of": "intelgraph" } as const;

/** Name within the cluster of a Service. */
export const hostOf = (service: string, namespace: string): string => `${service}.${namespace}.svc`;
