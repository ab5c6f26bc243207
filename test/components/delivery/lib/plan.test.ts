import { planned, resources, unplanned } from "../../../../components/delivery/lib/plan.ts";
import { type PodSpec, specOf } from "../../../../components/delivery/lib/pods.ts";
import type { JsonObject, KubernetesObject } from "../../../../components/lib/install/transform.ts";

const workload = (spec: PodSpec): KubernetesObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "bot" },
  spec: { template: { metadata: { labels: { a: "b" } }, spec: spec as unknown as JsonObject } },
});
const podOf = (objects: readonly KubernetesObject[]) => {
  const [object] = objects;
  if (object === undefined) throw new Error("no object");
  return specOf(object).template;
};
const size = resources(["1m", "1Mi", "1Mi"], ["2m", "2Mi", "2Mi"]);
const plans = {
  bot: {
    token: "talks",
    containers: {
      run: { resources: size, probes: { livenessProbe: { failureThreshold: 9 } } },
      init: { resources: size },
    },
    volumes: { tmp: "1Mi" },
  },
};

describe("plans", () => {
  const given = workload({
    containers: [{ name: "run", livenessProbe: { httpGet: { path: "/" }, failureThreshold: 3 } }],
    initContainers: [{ name: "init" }],
    volumes: [
      { name: "tmp", emptyDir: { medium: "Memory" } },
      { name: "settings", configMap: { name: "x" } },
    ],
  });

  it("lay resources, probes, sizes, the reason for the token and the rank over a pod", () => {
    expect(podOf(planned(plans, "critical")([given]))).toEqual({
      metadata: {
        labels: { a: "b" },
        annotations: { "intelgraph.internal/service-account-token": "talks" },
      },
      spec: {
        priorityClassName: "critical",
        automountServiceAccountToken: true,
        containers: [
          {
            name: "run",
            resources: size,
            livenessProbe: { httpGet: { path: "/" }, failureThreshold: 9 },
          },
        ],
        initContainers: [{ name: "init", resources: size }],
        volumes: [
          { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
          { name: "settings", configMap: { name: "x" } },
        ],
      },
    });
  });

  it("mount no token where none is needed", () => {
    const { metadata, spec } = podOf(
      planned({ bot: { ...plans.bot, token: "none" } }, "critical")([given]),
    );

    expect(spec["automountServiceAccountToken"]).toBe(false);
    expect(metadata?.annotations).toBeUndefined();
  });

  it("leave what is no workload alone, and workloads of no plan", () => {
    const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "bot" } };

    expect(planned(plans, "critical")([map])).toEqual([map]);
    expect(planned({}, "critical")([given])).toEqual([given]);
  });

  it("tell containers and volumes that nobody decided on", () => {
    const newer = workload({
      containers: [{ name: "run" }, { name: "sidecar" }],
      volumes: [
        { name: "cache", emptyDir: {} },
        { name: "tmp", emptyDir: {} },
      ],
    });

    expect(unplanned([given], plans)).toEqual([]);
    expect(unplanned([newer], plans)).toEqual([
      "Deployment bot container sidecar",
      "Deployment bot volume cache",
    ]);
    expect(unplanned([given], {})).toEqual([
      "Deployment bot container init",
      "Deployment bot container run",
      "Deployment bot volume tmp",
    ]);
  });
});
