import { OtelAgent } from "../../../../components/observability/collector/agent.ts";
import { OtelGateway } from "../../../../components/observability/collector/gateway.ts";
import { monitored } from "../../../../components/observability/prometheus/monitors.ts";
import { record } from "../../../support/record.ts";
import { graphOf, inputsOf } from "../support/graph.ts";
import { images, settings } from "../support/settings.ts";

const common = {
  namespace: "platform",
  image: images.collector,
  priorityClass: settings.priorityClass,
  apiServer: settings.apiServer,
};
const gateway = () =>
  record(() => void new OtelGateway("gateway", { ...common, settings: settings.collector }));
const agent = () =>
  record(
    () =>
      void new OtelAgent("agent", {
        ...common,
        nodes: settings.nodes,
        size: settings.collector.agent.size,
      }),
  );

describe("OtelGateway", () => {
  it("makes a Deployment with what it needs, below itself", async () => {
    expect(graphOf(await gateway())).toEqual([
      "OtelGateway gateway",
      "Deployment gateway-deployment < gateway",
      "ConfigMap gateway-config < gateway",
      "Service gateway-service < gateway",
      "Service gateway-service-opentelemetry-collector-peers < gateway",
      "ServiceAccount gateway-account < gateway",
      "NetworkPolicy gateway-traffic < gateway",
      "PodDisruptionBudget gateway-budget < gateway",
      "ClusterRole gateway-cluster-role < gateway",
      "ClusterRoleBinding gateway-cluster-role < gateway",
    ]);
  });

  it("reads which pods there are and nothing else of the API", async () => {
    const { rules } = inputsOf(await gateway(), "ClusterRole", "gateway-cluster-role");

    expect(rules).toEqual([
      { apiGroups: [""], resources: ["pods", "namespaces"], verbs: ["get", "list", "watch"] },
      { apiGroups: ["apps"], resources: ["replicasets"], verbs: ["get", "list", "watch"] },
    ]);
  });

  it("hears our namespaces, and reaches its peers, the API server and where it sends to", async () => {
    const { spec } = inputsOf(await gateway(), "NetworkPolicy", "gateway-traffic") as {
      spec: { ingress: { ports: { port: number }[] }[]; egress: { ports: { port: number }[] }[] };
    };
    const portsOf = (rules: { ports: { port: number }[] }[]) =>
      rules.map(({ ports }) => ports.map(({ port }) => port));

    expect(portsOf(spec.ingress)).toEqual([[4317, 4318], [4319], [8888, 8889]]);
    expect(portsOf(spec.egress)).toEqual([[53, 53], [4319], [443], [443]]);
  });

  it("keeps what one sender sends with one gateway, and lets agents choose any", async () => {
    const recording = await gateway();

    expect(inputsOf(recording, "Service", "gateway-service")).toMatchObject({
      spec: { sessionAffinity: "ClientIP" },
    });
    expect(
      inputsOf(recording, "Service", "gateway-service-opentelemetry-collector-peers"),
    ).toMatchObject({ spec: { clusterIP: "None" } });
  });

  it("hands the credential over as a variable from its Secret", async () => {
    const { spec } = inputsOf(await gateway(), "Deployment", "gateway-deployment") as {
      spec: { template: { spec: { containers: { env: object[] }[] } } };
    };

    expect(spec.template.spec.containers[0]?.env.at(-1)).toEqual({
      name: "OTLP_AUTHORIZATION",
      valueFrom: { secretKeyRef: { name: "otlp-export", key: "header" } },
    });
  });
});

describe("OtelAgent", () => {
  it("makes a DaemonSet with what it needs, below itself", async () => {
    expect(graphOf(await agent())).toEqual([
      "OtelAgent agent",
      "DaemonSet agent-daemonset < agent",
      "ConfigMap agent-config < agent",
      "Service agent-service < agent",
      "ServiceAccount agent-account < agent",
      "NetworkPolicy agent-traffic < agent",
      "ClusterRole agent-cluster-role < agent",
      "ClusterRoleBinding agent-cluster-role < agent",
    ]);
  });

  it("shows Prometheus the metrics of its pods, and nobody else", async () => {
    const recording = await agent();
    const { spec } = inputsOf(recording, "NetworkPolicy", "agent-traffic") as {
      spec: { ingress: { from: object[]; ports: { port: number }[] }[] };
    };
    const open = spec.ingress.filter(({ ports }) => ports.some(({ port }) => port === 8890));

    expect(open).toHaveLength(1);
    expect(open[0]?.ports.map(({ port }) => port)).toEqual([8888, 8890]);
    expect(JSON.stringify(open[0]?.from)).toContain('"app.kubernetes.io/name":"prometheus"');
  });

  it("names the port that the monitor of its pods asks for", async () => {
    const { spec } = inputsOf(await agent(), "DaemonSet", "agent-daemonset") as {
      spec: { template: { spec: { containers: { ports: object[] }[] } } };
    };
    const asked = monitored({ namespace: "platform", argoCd: "argocd" })
      .filter(({ name }) => name === "opentelemetry-agent")
      .flatMap(({ endpoints }) => endpoints);

    expect(asked.map(({ port, honorLabels }) => [port, honorLabels])).toEqual([
      ["metrics", undefined],
      ["pod-metrics", true],
    ]);
    for (const { port, numbers } of asked) {
      expect(spec.template.spec.containers[0]?.ports).toContainEqual({
        name: port,
        containerPort: numbers[0],
        protocol: "TCP",
      });
    }
  });

  it("is reached on the own node only, and takes nothing of the node", async () => {
    const recording = await agent();
    const { spec } = inputsOf(recording, "DaemonSet", "agent-daemonset") as {
      spec: { template: { spec: { volumes: object[]; hostNetwork?: boolean } } };
    };

    expect(inputsOf(recording, "Service", "agent-service")).toMatchObject({
      spec: { internalTrafficPolicy: "Local" },
    });
    expect(spec.template.spec.volumes).toEqual([
      { name: "config", configMap: { name: "opentelemetry-agent" } },
    ]);
    expect(spec.template.spec.hostNetwork).toBeUndefined();
  });
});
