import type { KubernetesObject } from "../../../../components/delivery/lib/object.ts";
import { planned, resources, unplanned } from "../../../../components/delivery/lib/plan.ts";
import {
  fromImages,
  type PodSpec,
  restricted,
  specOf,
} from "../../../../components/delivery/lib/pods.ts";

const workload = (spec: PodSpec): KubernetesObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "bot" },
  spec: { template: { metadata: { labels: { a: "b" } }, spec } },
});
const podOf = (object: KubernetesObject) => specOf(object).template;
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

describe("restricted", () => {
  it("closes what upstream leaves open, init containers included, and keeps what it adds", () => {
    const { spec } = podOf(
      restricted(
        workload({
          containers: [{ name: "run", securityContext: { runAsUser: 5, privileged: false } }],
          initContainers: [{ name: "init" }],
          securityContext: { fsGroup: 7 },
        }),
      ),
    );
    const closed = {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
      seccompProfile: { type: "RuntimeDefault" },
    };

    expect(spec.containers).toEqual([
      { name: "run", securityContext: { runAsUser: 5, privileged: false, ...closed } },
    ]);
    expect(spec.initContainers).toEqual([{ name: "init", securityContext: closed }]);
    expect(spec.securityContext).toEqual({
      fsGroup: 7,
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    });
  });

  it("leaves a ConfigMap alone", () => {
    const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "bot" } };

    expect(restricted(map)).toBe(map);
  });
});

describe("fromImages", () => {
  it("asks for every image there is", () => {
    const { spec } = podOf(
      fromImages((tagged) => `${tagged}@x`)(
        workload({
          containers: [{ name: "run", image: "a:1" }, { name: "bare" }],
          initContainers: [{ name: "init", image: "b:2" }],
        }),
      ),
    );

    expect([...spec.containers, ...(spec.initContainers ?? [])]).toEqual([
      { name: "run", image: "a:1@x" },
      { name: "bare" },
      { name: "init", image: "b:2@x" },
    ]);
  });
});

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
    expect(podOf(planned(plans, "critical")(given))).toEqual({
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
      planned({ bot: { ...plans.bot, token: "none" } }, "critical")(given),
    );

    expect(spec["automountServiceAccountToken"]).toBe(false);
    expect(metadata?.annotations).toBeUndefined();
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
