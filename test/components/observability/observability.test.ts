import { Observability } from "../../../components/observability/observability.ts";
import { record } from "../../support/record.ts";
import { graphOf, inputsOf } from "./support/graph.ts";
import { args } from "./support/settings.ts";

const build = (changes: Parameters<typeof args>[0] = {}) =>
  record(() => {
    const built = new Observability("observability", args(changes));
    return { endpoints: built.endpoints, dashboards: built.dashboards, rules: built.rules };
  }, "prod");

describe("Observability", () => {
  it("is made of eight components", async () => {
    const { resources } = await build();
    const components = resources.filter(({ type }) => type.startsWith("intelgraph:"));

    expect(components.map(({ type, name, parent }) => [type, name, parent])).toEqual([
      ...[
        ["AlertmanagerCluster", "alertmanager"],
        ["BlackboxExporter", "blackbox"],
        ["Grafana", "grafana"],
      ].map(([type = "", role = ""]) => [
        `intelgraph:observability:${type}`,
        `observability-${role}`,
        "observability",
      ]),
      ["intelgraph:observability:Observability", "observability", undefined],
      ...[
        ["OtelAgent", "agent"],
        ["OtelGateway", "gateway"],
        ["PlatformRules", "rules"],
        ["PrometheusOperator", "operator"],
        ["PrometheusServer", "prometheus"],
      ].map(([type = "", role = ""]) => [
        `intelgraph:observability:${type}`,
        `observability-${role}`,
        "observability",
      ]),
    ]);
  });

  it("says where everything is before anything is made", async () => {
    const { outputs } = await build();

    expect(outputs).toEqual({
      endpoints: {
        prometheus: "http://prometheus.platform.svc:9090",
        alertmanager: "http://alertmanager.platform.svc:9093",
        grafana: "http://grafana.platform.svc:3000",
        otlpGrpc: "opentelemetry-collector.platform.svc:4317",
        otlpHttp: "http://opentelemetry-collector.platform.svc:4318",
        otlpNodeGrpc: "opentelemetry-agent.platform.svc:4317",
        otlpNodeHttp: "http://opentelemetry-agent.platform.svc:4318",
      },
      dashboards: [
        { uid: "platform-overview", title: "Platform overview" },
        { uid: "service-red", title: "Services: rate, errors, duration" },
        { uid: "argo", title: "Argo CD and Rollouts" },
        { uid: "telemetry-health", title: "Prometheus and collectors" },
      ],
      rules: [
        ...["platform-argo", "platform-collector"],
        ...["platform-prometheus", "platform-alertmanager", "platform-probes", "services-red"],
      ],
    });
  });

  it("has the label by which the network lets telemetry in on the gateways' pods", async () => {
    const deployment = inputsOf(await build(), "Deployment", "observability-gateway-deployment");

    expect(deployment).toMatchObject({
      metadata: { name: "opentelemetry-collector", namespace: "platform" },
      spec: {
        template: {
          metadata: { labels: { "app.kubernetes.io/name": "opentelemetry-collector" } },
        },
      },
    });
  });

  it("has no budget for what is one pod, and a budget for what is several", async () => {
    const budgetsOf = async (changes: Parameters<typeof args>[0]) =>
      graphOf(await build(changes)).filter((line) => line.startsWith("PodDisruptionBudget"));
    const { prometheus, alerting, collector, blackbox } = args().settings;
    const single = {
      prometheus: { ...prometheus, replicas: 1 },
      alerting: { ...alerting, replicas: 1 },
      collector: { ...collector, gateway: { ...collector.gateway, replicas: 1 } },
      blackbox: { ...blackbox, replicas: 1 },
    };

    expect(await budgetsOf({})).toHaveLength(4);
    expect(await budgetsOf(single)).toEqual([]);
  });

  it("watches the namespaces that bring monitors of their own, and reaches their ports", async () => {
    const recording = await build();
    const { spec } = inputsOf(
      recording,
      "Deployment",
      "observability-operator-deployment-prometheus-operator",
    ) as { spec: { template: { spec: { containers: { args: string[] }[] } } } };
    const traffic = inputsOf(recording, "NetworkPolicy", "observability-prometheus-traffic");

    expect(spec.template.spec.containers[0]?.args[0]).toBe(
      "--namespaces=core,platform,predictive,sealed-secrets",
    );
    expect(JSON.stringify(traffic)).toContain('"ports":[{"port":8081,"protocol":"TCP"}]');
  });

  it("writes down no credential and no URL of a receiver", async () => {
    const { resources } = await build();

    expect(resources.filter(({ type }) => type.endsWith("/v1:Secret"))).toEqual([]);
    expect(JSON.stringify(resources)).not.toMatch(/hooks\.|Bearer [A-Za-z0-9]/);
  });

  it("makes the gateways' pods new when their configuration changes, and no others", async () => {
    const hashes = async (changes: Parameters<typeof args>[0]) => {
      const recording = await build(changes);
      return ["Deployment observability-gateway", "DaemonSet observability-agent"].map((line) => {
        const [kind = "", name = ""] = line.split(" ");
        const { spec } = inputsOf(recording, kind, `${name}-${kind.toLowerCase()}`) as {
          spec: { template: { metadata: { annotations: Record<string, string> } } };
        };
        return spec.template.metadata.annotations["intelgraph.internal/config-hash"];
      });
    };
    const { collector } = args().settings;

    const before = await hashes({});
    const after = await hashes({
      collector: { ...collector, sampling: { ...collector.sampling, percent: 50 } },
    });

    expect(before[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
  });
});
