import { operatorResources, operatorVariables } from "../../../policy-packs/lib/operator-cel.ts";
import { operatorKinds } from "../../../policy-packs/lib/operator-kinds.ts";
import {
  operatorKindOf,
  operatorPod,
  operatorPodLabels,
} from "../../../policy-packs/lib/operator-pods.ts";
import type { Props } from "../../../policy-packs/lib/values.ts";

type Container = Readonly<Record<string, unknown>>;

const GROUPS = Object.entries(operatorKinds).flatMap(([group, kinds]) =>
  Object.keys(kinds).map((kind) => [kind, group] as const),
);

function objectOf(
  kind: string,
  spec: unknown,
  metadata: object = { name: "it", namespace: "core" },
) {
  const [, group = ""] = GROUPS.find(([name]) => name === kind) ?? [];
  const object = { group, kind, patch: false, props: { metadata, spec } as Props };
  const operator = operatorKindOf(object);
  if (operator === undefined) throw new Error(`${kind} is not in the table`);
  return { operator, object };
}
const podOf = (kind: string, spec: unknown, metadata?: object) => {
  const { operator, object } = objectOf(kind, spec, metadata);
  return operatorPod(operator, object);
};
const labelsOf = (kind: string, spec: unknown, metadata?: object) => {
  const { operator, object } = objectOf(kind, spec, metadata);
  return operatorPodLabels(operator, object);
};
const list = (pod: Props, key: string) => pod[key] as readonly Container[];
const named = (pod: Props, name: string, key = "containers") =>
  list(pod, key).find((one) => one["name"] === name) ?? {};

const HARDENED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

describe("operatorPod", () => {
  it.each([
    ["Alertmanager", ["alertmanager", "config-reloader"], ["init-config-reloader"]],
    ["Prometheus", ["prometheus", "config-reloader"], ["init-config-reloader"]],
    ["PrometheusAgent", ["prometheus", "config-reloader"], ["init-config-reloader"]],
    ["ThanosRuler", ["thanos-ruler", "config-reloader"], []],
    ["OpenTelemetryCollector", ["otc-container"], []],
    ["TargetAllocator", ["ta-container"], []],
  ])("shows the containers that the operator of a %s writes", (kind, main, init) => {
    const pod = podOf(kind, {});

    expect(list(pod, "containers").map(({ name }) => name)).toEqual(main);
    expect(list(pod, "initContainers").map(({ name }) => name)).toEqual(init);
  });

  it.each(GROUPS)("says of a %s without a spec that it is not there yet", (kind) => {
    expect(() => podOf(kind, undefined)).toThrow("spec is not there yet");
  });

  it("adds the sidecar of a Prometheus and the allocator of a collector when they are asked for", () => {
    const sidecar = named(podOf("Prometheus", { thanos: { image: "t" } }), "thanos-sidecar");
    const on = podOf("OpenTelemetryCollector", { targetAllocator: { enabled: true, image: "a" } });
    const off = podOf("OpenTelemetryCollector", { targetAllocator: { enabled: false } });

    expect(sidecar["image"]).toBe("t");
    expect(sidecar["securityContext"]).toEqual(HARDENED);
    expect(named(on, "ta-container")["image"]).toBe("a");
    expect(list(off, "containers")).toHaveLength(1);
  });

  it("says where to set what the operator chooses", () => {
    const prometheus = podOf("Prometheus", { thanos: {} });
    const collector = podOf("OpenTelemetryCollector", { targetAllocator: { enabled: true } });
    const read = (container: Container, key: string) => () => container[key];

    expect(read(named(prometheus, "prometheus"), "image")).toThrow(
      "the operator chooses its image; set spec.image",
    );
    expect(read(named(prometheus, "thanos-sidecar"), "image")).toThrow("set spec.thanos.image");
    expect(read(named(prometheus, "config-reloader"), "resources")).toThrow(
      'the operator chooses its resources; set it in spec.containers under the name "config-reloader"',
    );
    expect(read(named(prometheus, "init-config-reloader", "initContainers"), "image")).toThrow(
      'set it in spec.initContainers under the name "init-config-reloader"',
    );
    expect(read(named(collector, "otc-container"), "livenessProbe")).toThrow(
      "nothing in this resource could show it",
    );
    expect(read(named(collector, "ta-container"), "image")).toThrow(
      "set spec.targetAllocator.image",
    );
    expect(read(named(podOf("Alertmanager", {}), "alertmanager"), "readinessProbe")).toThrow(
      'set it in spec.containers under the name "alertmanager"',
    );
  });

  it("shows what the source of the operator always sets", () => {
    const pod = podOf("Prometheus", { image: "p" });

    expect(named(pod, "prometheus")["securityContext"]).toEqual(HARDENED);
    expect(named(pod, "config-reloader")["securityContext"]).toEqual(HARDENED);
    expect(named(pod, "prometheus")["readinessProbe"]).toMatchObject({
      httpGet: { path: "/-/ready", port: "web" },
    });
    expect(named(pod, "prometheus")["livenessProbe"]).toMatchObject({
      httpGet: { path: "/-/healthy", port: "web" },
    });
  });

  it("sets no security context for a collector that does not", () => {
    expect(named(podOf("OpenTelemetryCollector", {}), "otc-container")["securityContext"]).toBe(
      undefined,
    );
  });

  it("merges own containers by name: resources and security key by key, the rest whole", () => {
    const pod = podOf("Prometheus", {
      image: "p",
      resources: { requests: { cpu: "1", memory: "1Gi" } },
      containers: [
        { name: "extra", image: "e" },
        {
          name: "prometheus",
          image: "own",
          command: ["sh"],
          resources: { requests: { cpu: "2" }, limits: { cpu: "3" } },
          securityContext: { privileged: true, capabilities: { add: ["NET_ADMIN"] } },
          livenessProbe: { exec: { command: ["true"] } },
        },
      ],
    });

    expect(list(pod, "containers").map(({ name }) => name)).toEqual([
      "prometheus",
      "config-reloader",
      "extra",
    ]);
    expect(named(pod, "prometheus")).toMatchObject({
      image: "own",
      command: ["sh"],
      resources: { requests: { cpu: "2", memory: "1Gi" }, limits: { cpu: "3" } },
      livenessProbe: { exec: { command: ["true"] } },
    });
    expect(named(pod, "prometheus")["livenessProbe"]).not.toHaveProperty("httpGet");
    expect(named(pod, "prometheus")["securityContext"]).toEqual({
      ...HARDENED,
      privileged: true,
      capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] },
    });
  });

  it("merges no containers of a collector, which are added as they are", () => {
    const pod = podOf("OpenTelemetryCollector", {
      image: "c",
      additionalContainers: [{ name: "otc-container", image: "x" }],
    });

    expect(list(pod, "containers").map(({ image }) => image)).toEqual(["c", "x"]);
  });

  it("takes over what the spec says of the pod, under the names of Kubernetes", () => {
    const prometheus = podOf("Prometheus", {
      hostNetwork: true,
      serviceAccountName: "p",
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true },
    });
    const collector = podOf("OpenTelemetryCollector", {
      hostNetwork: true,
      podSecurityContext: { runAsNonRoot: true },
    });

    expect(prometheus).toMatchObject({
      hostNetwork: true,
      serviceAccountName: "p",
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true },
    });
    expect(collector).toMatchObject({
      hostNetwork: true,
      serviceAccountName: "it-collector",
      securityContext: { runAsNonRoot: true },
    });
    expect(podOf("TargetAllocator", {})["serviceAccountName"]).toBe("it-targetallocator");
    expect(podOf("TargetAllocator", { serviceAccount: "x" })["serviceAccountName"]).toBe("x");
  });

  it("shows where data and logs are kept", () => {
    const own = { name: "own", emptyDir: {} };
    const volumes = (spec: object) => podOf("Prometheus", spec)["volumes"];

    expect(volumes({ volumes: [own] })).toEqual([{ name: "storage", emptyDir: {} }, own]);
    expect(volumes({ storage: { volumeClaimTemplate: {} } })).toEqual([]);
    expect(volumes({ storage: { emptyDir: { sizeLimit: "1Gi" }, ephemeral: {} } })).toEqual([
      { name: "storage", emptyDir: { sizeLimit: "1Gi" } },
    ]);
    expect(volumes({ storage: {}, queryLogFile: "a.log", scrapeFailureLogFile: "/x/b" })).toEqual([
      { name: "queryLogFile", emptyDir: {} },
    ]);
    expect(podOf("OpenTelemetryCollector", { volumes: [own] })["volumes"]).toEqual([own]);
  });

  it("refuses own containers that are no list", () => {
    expect(() => podOf("Prometheus", { containers: { name: "x" } })["containers"]).toThrow(
      "containers is not a list",
    );
  });
});

describe("operatorPodLabels", () => {
  it("names the labels that the operator sets, and those of the spec below them", () => {
    const labels = labelsOf("Prometheus", {
      podMetadata: { labels: { tier: "x", prometheus: "other" } },
    });

    expect(labels["tier"]).toBe("x");
    expect(labels["prometheus"]).toBe("it");
    expect(labels["app.kubernetes.io/name"]).toBe("prometheus");
    expect(labels["operator.prometheus.io/name"]).toBe("it");
    expect(() => labels["operator.prometheus.io/shard"]).toThrow("the operator chooses the label");
  });

  it("names a collector by its namespace and name", () => {
    expect(labelsOf("OpenTelemetryCollector", {})).toMatchObject({
      "app.kubernetes.io/managed-by": "opentelemetry-operator",
      "app.kubernetes.io/component": "opentelemetry-collector",
    });
    expect(labelsOf("OpenTelemetryCollector", {})["app.kubernetes.io/instance"]).toBe("core.it");
    expect(labelsOf("OpenTelemetryCollector", {})["app.kubernetes.io/name"]).toBe("it-collector");
  });

  it("cannot name anything by a name that is not there yet", () => {
    const labels = labelsOf("Alertmanager", {}, {});

    expect(() => labels["alertmanager"]).toThrow("metadata.name is not there yet");
  });
});

describe("the same in CEL", () => {
  it("has every kind and serves it under its plural", () => {
    const [parts, sources] = ["parts", "operated"].map((name) =>
      String(operatorVariables.find((variable) => variable.name === name)?.expression),
    );

    for (const [kind] of GROUPS) {
      expect(parts).toContain(JSON.stringify(kind));
      expect(sources).toContain(JSON.stringify(kind));
    }
    expect(operatorResources.flatMap(({ resources }) => resources).sort()).toEqual([
      "alertmanagers",
      "opentelemetrycollectors",
      "prometheusagents",
      "prometheuses",
      "targetallocators",
      "thanosrulers",
    ]);
  });
});
