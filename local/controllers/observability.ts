import { join } from "node:path";

import { accountFiles } from "./account.ts";
import { accountNeed, type Controller, crdNeed, scraped } from "./controller.ts";
import type { Place } from "./place.ts";

const namespace = "platform";
const operated = "/apis/monitoring.coreos.com/v1/namespaces/platform";

/** Where the stand-in for the kubelet puts what a controller is configured with. */
export const configured = (folder: string) => ({
  prometheus: join(folder, "prometheus", "prometheus.yaml"),
  alertmanager: join(folder, "alertmanager", "alertmanager.yaml"),
  collector: join(folder, "otelcol", "config.yaml"),
});

/** The operator, the programs it configures, and the collector. */
export function observability({ folder, ports, cluster }: Place): Controller[] {
  const account = (name: string) => ({ namespace, name });
  const web = (port: number) => `127.0.0.1:${port}`;
  const files = configured(folder);
  const kubeconfig = (name: string) => accountFiles(folder, account(name)).kubeconfig;
  return [
    {
      name: "prometheus-operator",
      tool: "prometheus-operator",
      program: "prometheus-operator",
      workload: account("prometheus-operator"),
      account: account("prometheus-operator"),
      needs: [
        accountNeed(account("prometheus-operator")),
        crdNeed("prometheuses.monitoring.coreos.com"),
        crdNeed("alertmanagers.monitoring.coreos.com"),
      ],
      inside: "host",
      inherits: true,
      args: [`--web.listen-address=${web(ports.prometheusOperator)}`, "--web.enable-http2=false"],
      env: { KUBECONFIG: kubeconfig("prometheus-operator") },
      ready: { port: "prometheusOperator", path: "/healthz" },
      after: [],
      endpoints: { metrics: `http://${web(ports.prometheusOperator)}/metrics` },
      metrics: [
        {
          ...scraped("prometheusOperator", account("prometheus-operator"), "http"),
          honorLabels: true,
        },
      ],
    },
    {
      name: "prometheus",
      tool: "prometheus",
      program: "prometheus",
      workload: account("prometheus-platform"),
      account: account("prometheus"),
      needs: [
        accountNeed(account("prometheus")),
        { path: `${operated}/prometheuses`, what: `Prometheus in ${namespace}`, listed: true },
      ],
      inside: "host",
      args: [
        `--config.file=${files.prometheus}`,
        `--storage.tsdb.path=${join(folder, "prometheus", "data")}`,
        "--storage.tsdb.retention.time=24h",
        `--web.listen-address=${web(ports.prometheus)}`,
        "--web.enable-lifecycle",
      ],
      env: {},
      ready: { port: "prometheus", path: "/-/ready" },
      after: ["kubelet-stand-in"],
      endpoints: { web: `http://${web(ports.prometheus)}` },
      metrics: [scraped("prometheus", account("prometheus"), "web")],
    },
    {
      name: "alertmanager",
      tool: "alertmanager",
      program: "alertmanager",
      workload: account("alertmanager-platform"),
      needs: [
        { path: `${operated}/alertmanagers`, what: `Alertmanager in ${namespace}`, listed: true },
      ],
      inside: "host",
      args: [
        `--config.file=${files.alertmanager}`,
        `--storage.path=${join(folder, "alertmanager", "data")}`,
        `--web.listen-address=${web(ports.alertmanager)}`,
        "--cluster.listen-address=",
      ],
      env: {},
      ready: { port: "alertmanager", path: "/-/ready" },
      after: ["kubelet-stand-in"],
      endpoints: { web: `http://${web(ports.alertmanager)}` },
      metrics: [scraped("alertmanager", account("alertmanager"), "web")],
    },
    {
      name: "opentelemetry-collector",
      tool: "otelcol",
      program: "otelcol",
      workload: account("opentelemetry-collector"),
      account: account("opentelemetry-collector"),
      needs: [
        accountNeed(account("opentelemetry-collector")),
        {
          path: `/api/v1/namespaces/${namespace}/configmaps?labelSelector=app.kubernetes.io%2Fname%3Dopentelemetry-collector`,
          what: `ConfigMap of the collector in ${namespace}`,
          listed: true,
        },
      ],
      inside: "host",
      args: [`--config=${files.collector}`],
      env: collectorEnvironment(kubeconfig("opentelemetry-collector"), cluster),
      ready: { port: "collectorHealth", path: "/" },
      after: ["kubelet-stand-in"],
      endpoints: { otlpGrpc: web(ports.otlpGrpc), otlpHttp: `http://${web(ports.otlpHttp)}` },
      metrics: [
        scraped("collectorMetrics", account("opentelemetry-collector")),
        {
          ...scraped("spanMetrics", account("opentelemetry-collector"), "span-metrics"),
          honorLabels: true,
        },
      ],
    },
  ];
}

/** What the collector's pods get from their fields, and the kubeconfig in place of their account. */
export const collectorEnvironment = (kubeconfig: string, node: string) => ({
  KUBECONFIG: kubeconfig,
  POD_IP: "127.0.0.1",
  NODE_IP: "127.0.0.1",
  NODE_NAME: node,
});
