import {
  monitored,
  scrapedPorts,
} from "../../../../components/observability/prometheus/monitors.ts";
import {
  operatorArguments,
  operatorObjects,
} from "../../../../components/observability/prometheus/operator-objects.ts";
import { PrometheusOperator } from "../../../../components/observability/prometheus/operator.ts";
import { PrometheusServer } from "../../../../components/observability/prometheus/server.ts";
import { prometheusSpec } from "../../../../components/observability/prometheus/server-spec.ts";
import { record } from "../../../support/record.ts";
import { bundle, thinBundle } from "../support/bundle.ts";
import { graphOf, inputsOf } from "../support/graph.ts";
import { images, settings } from "../support/settings.ts";

const homes = { namespace: "platform", argoCd: "argocd" };
const plan = {
  namespace: "platform",
  reloader: images.reloader,
  priorityClass: settings.priorityClass,
};
const operatorPlan = {
  ...plan,
  image: images.operator,
  size: settings.operator.size,
  watched: ["platform", "core"],
};

describe("PrometheusOperator", () => {
  const build = () =>
    record(
      () =>
        void new PrometheusOperator("operator", {
          ...operatorPlan,
          watched: ["core"],
          bundle: thinBundle(),
          apiServer: settings.apiServer,
          retainedBy: undefined,
        }),
    );

  it("installs the definitions that are used and a Deployment, with rights of its own", async () => {
    expect(graphOf(await build())).toEqual([
      "PrometheusOperator operator",
      ...[
        ...["alertmanagerconfigs", "alertmanagers", "podmonitors", "probes", "prometheuses"],
        ...["prometheusrules", "servicemonitors"],
      ].map(
        (plural) =>
          `CustomResourceDefinition operator-custom-resource-definition-${plural}.monitoring.coreos.com < operator`,
      ),
      "Deployment operator-deployment-prometheus-operator < operator",
      "Service operator-service-prometheus-operator < operator",
      "ServiceAccount operator-account < operator",
      "NetworkPolicy operator-traffic < operator",
      "ClusterRole operator-cluster-role < operator",
      "ClusterRoleBinding operator-cluster-role < operator",
      "Role operator-role-core < operator",
      "Role operator-role-platform < operator",
      "RoleBinding operator-role-core < operator",
      "RoleBinding operator-role-platform < operator",
    ]);
  });

  it("may touch Secrets in its own namespace only, and holds no wildcard", async () => {
    const recording = await build();
    const rulesOf = (kind: string, name: string) =>
      JSON.stringify(inputsOf(recording, kind, name)["rules"]);

    expect(rulesOf("Role", "operator-role-platform")).toContain('"secrets"');
    expect(rulesOf("Role", "operator-role-core")).not.toContain("secrets");
    expect(rulesOf("ClusterRole", "operator-cluster-role")).not.toContain("secrets");
    expect(JSON.stringify(recording)).not.toContain('"*"');
  });
});

describe("operatorObjects", () => {
  it("makes of the locked bundle what runs here", () => {
    const objects = operatorObjects(bundle(), operatorPlan);
    const deployment = objects.find(({ kind }) => kind === "Deployment");

    expect(
      objects.map(({ kind }) => kind).filter((kind) => kind !== "CustomResourceDefinition"),
    ).toEqual(expect.arrayContaining(["Deployment", "Service"]));
    expect(deployment).toMatchObject({
      metadata: { namespace: "platform" },
      spec: {
        template: {
          spec: {
            priorityClassName: "intelgraph-critical",
            serviceAccountName: "prometheus-operator",
            containers: [{ image: images.operator, args: operatorArguments(operatorPlan) }],
          },
        },
      },
    });
  });

  it("refuses a bundle without a definition that is used", () => {
    const without = thinBundle().filter(({ metadata }) => !metadata.name.startsWith("probes."));

    expect(() => operatorObjects(without, operatorPlan)).toThrow(
      "definition of Probe: there is none",
    );
  });
});

describe("PrometheusServer", () => {
  const build = (parts = monitored(homes)) =>
    record(
      () =>
        void new PrometheusServer("prometheus", {
          ...plan,
          image: images.prometheus,
          settings: settings.prometheus,
          apiServer: settings.apiServer,
          monitored: parts,
          workloads: [{ namespace: "core", ports: [9464] }],
        }),
    );

  it("scrapes every part of the platform and finds targets in named namespaces only", async () => {
    const graph = graphOf(await build());

    expect(graph.filter((line) => /^(?:Pod|Service)Monitor /.test(line))).toEqual([
      ...["alertmanager", "opentelemetry-agent", "opentelemetry-collector", "prometheus"].map(
        (name) => `PodMonitor prometheus-${name} < prometheus`,
      ),
      ...["argo-cd", "argo-rollouts", "blackbox-exporter", "grafana"].map(
        (name) => `ServiceMonitor prometheus-${name} < prometheus`,
      ),
      "ServiceMonitor prometheus-prometheus-operator < prometheus",
    ]);
    expect(graph.filter((line) => line.startsWith("Role "))).toEqual(
      ["argocd", "core", "platform"].map(
        (namespace) => `Role prometheus-role-${namespace} < prometheus`,
      ),
    );
    expect(graph.filter((line) => line.startsWith("ClusterRole"))).toEqual([]);
  });

  it("reaches the ports that its monitors name, and no others", () => {
    expect([...scrapedPorts(monitored(homes), [])]).toEqual([
      ["argocd", [8080, 8082, 8083, 8084, 9001]],
      ["platform", [3000, 8080, 8090, 8888, 8889, 8890, 9090, 9093, 9115]],
    ]);
  });

  it("reaches the platform still where workloads of the same namespace name ports of theirs", () => {
    const workloads = [{ namespace: "platform", ports: [9464, 9090] }];

    expect(scrapedPorts(monitored(homes), workloads).get("platform")).toEqual([
      ...[3000, 8080, 8090, 8888, 8889, 8890, 9090, 9093, 9115],
      9464,
    ]);
  });

  it("sends alerts whatever it scrapes", async () => {
    const recording = await build([]);
    const { spec } = inputsOf(recording, "NetworkPolicy", "prometheus-traffic") as {
      spec: { egress: object[] };
    };

    expect(spec.egress).toContainEqual({
      to: [
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "platform" } },
          podSelector: { matchLabels: { "app.kubernetes.io/name": "alertmanager" } },
        },
      ],
      ports: [{ port: 9093, protocol: "TCP" }],
    });
  });

  it("takes up what is ours, from namespaces that are ours, and reads no file for a monitor", () => {
    const ours = { matchLabels: { "app.kubernetes.io/part-of": "intelgraph" } };

    expect(
      prometheusSpec({ ...plan, image: images.prometheus }, settings.prometheus),
    ).toMatchObject({
      serviceMonitorSelector: ours,
      serviceMonitorNamespaceSelector: ours,
      ruleSelector: ours,
      ruleNamespaceSelector: ours,
      arbitraryFSAccessThroughSMs: { deny: true },
      version: "v3.7.0",
      remoteWrite: [{ authorization: { credentials: { name: "remote-write", key: "bearer" } } }],
    });
  });

  it("refuses an image that does not say its version", () => {
    const image = `registry.intelgraph.example/prometheus@sha256:${"a".repeat(64)}`;

    expect(() => prometheusSpec({ ...plan, image }, settings.prometheus)).toThrow(
      `platform prometheus: image "${image}" has no tag such as v3.7.0, so its configuration cannot be written; name one beside the digest`,
    );
  });
});
