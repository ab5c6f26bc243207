import { load } from "js-yaml";

import { alertmanagerConfig } from "../../../../local/controllers/kubelet/alertmanager-config.ts";
import { collectorConfig } from "../../../../local/controllers/kubelet/collector-config.ts";
import { prometheusConfig } from "../../../../local/controllers/kubelet/prometheus-config.ts";

describe("the configuration of Prometheus, here", () => {
  const place = {
    folder: "/here/prometheus",
    account: "/here/account",
    kubeconfig: "/here/account/kubeconfig",
    alertmanager: "127.0.0.1:21014",
    scrapeFile: "/here/local.yaml",
  };
  const generated = `
global: { scrape_interval: 30s, external_labels: { prometheus_replica: $(POD_NAME), shard: "$(SHARD)" } }
rule_files: [/etc/prometheus/rules/prometheus-platform-rulefiles-0/*.yaml]
scrape_configs:
  - job_name: serviceMonitor/platform/a/0
    kubernetes_sd_configs: [{ role: endpoints }, { role: pod, api_server: "https://elsewhere" }]
    authorization: { credentials_file: /var/run/secrets/kubernetes.io/serviceaccount/token }
alerting:
  alert_relabel_configs: [{ action: labeldrop, regex: prometheus_replica }]
  alertmanagers: [{ scheme: http, kubernetes_sd_configs: [{ role: endpoints }] }]
`;

  it("is the generated one with what a pod has put where this host has it", () => {
    const { kubeconfig: kubeconfig_file } = place;
    expect(load(prometheusConfig(generated, place))).toEqual({
      global: {
        scrape_interval: "30s",
        external_labels: { prometheus_replica: "prometheus-platform-0", shard: "0" },
      },
      rule_files: ["/here/prometheus/rules/prometheus-platform-rulefiles-0/*.yaml"],
      scrape_configs: [
        {
          job_name: "serviceMonitor/platform/a/0",
          kubernetes_sd_configs: [
            { role: "endpoints", kubeconfig_file },
            { role: "pod", api_server: "https://elsewhere" },
          ],
          authorization: { credentials_file: "/here/account/token" },
        },
      ],
      alerting: {
        alert_relabel_configs: [{ action: "labeldrop", regex: "prometheus_replica" }],
        alertmanagers: [
          { scheme: "http", kubernetes_sd_configs: [{ role: "endpoints", kubeconfig_file }] },
          { static_configs: [{ targets: ["127.0.0.1:21014"] }] },
        ],
      },
      scrape_config_files: ["/here/local.yaml"],
    });
  });

  it("is refused when nothing was generated", () => {
    expect(() => prometheusConfig("", place)).toThrow(
      "Secret prometheus-platform: prometheus.yaml.gz holds no configuration; look at the operator: node local/cli.ts logs prometheus-operator",
    );
  });
});

describe("the configuration of Alertmanager, here", () => {
  it("is the generated one with its paths moved", () => {
    const text = "templates: [/etc/alertmanager/config/a.tmpl]\nreceivers: [{ name: none }]\n";

    expect(load(alertmanagerConfig(text, "/here/am"))).toEqual({
      templates: ["/here/am/config/a.tmpl"],
      receivers: [{ name: "none" }],
    });
  });
});

describe("the configuration of the collector, here", () => {
  const place = { ports: { 4317: 21017, 8888: 21020 }, out: "/here/out" };

  it("listens on loopback, reaches the API server by kubeconfig and writes into the cluster's folder", () => {
    const text = `
receivers: { otlp: { protocols: { grpc: { endpoint: "\${env:POD_IP}:4317" }, http: { endpoint: "0.0.0.0:9999" } } } }
processors: { k8sattributes: { auth_type: serviceAccount } }
exporters: { file: { path: /var/out/spans.json }, otlp: { endpoint: "collector.example.org:4317" } }
service: { telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus: { host: "\${env:POD_IP}", port: 8888 } } } }] } } }
`;

    expect(load(collectorConfig(text, place))).toEqual({
      receivers: {
        otlp: {
          protocols: {
            grpc: { endpoint: "127.0.0.1:21017" },
            http: { endpoint: "127.0.0.1:9999" },
          },
        },
      },
      processors: { k8sattributes: { auth_type: "kubeConfig" } },
      exporters: {
        file: { path: "/here/out/spans.json" },
        otlp: { endpoint: "collector.example.org:4317" },
      },
      service: {
        telemetry: {
          metrics: {
            readers: [{ pull: { exporter: { prometheus: { host: "127.0.0.1", port: 21020 } } } }],
          },
        },
      },
    });
  });

  it("is refused when there is none", () => {
    expect(() => collectorConfig("", place)).toThrow(
      "ConfigMap of opentelemetry-collector: config.yaml holds no configuration; look at it: kubectl -n platform get configmap opentelemetry-collector -o yaml",
    );
  });
});
