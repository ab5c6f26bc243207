import { argoCdObjects } from "../../../../components/delivery/argo-cd/render.ts";
import type { ArgoCdSettings } from "../../../../components/delivery/argo-cd/settings.ts";
import {
  type KubernetesObject,
  mapOf,
  titleOf,
} from "../../../../components/lib/install/transform.ts";
import { specOf, workloadsIn } from "../../../../components/delivery/lib/pods.ts";
import { highlyAvailable, single } from "../settings.ts";
import { images, upstream } from "../upstream.ts";

const rendered = (settings: ArgoCdSettings): readonly KubernetesObject[] =>
  argoCdObjects(
    settings.availability.mode === "ha" ? upstream.argoCdHa : upstream.argoCd,
    settings,
    images,
  );
const found = (objects: readonly KubernetesObject[], name: string): KubernetesObject => {
  const object = objects.find((one) => titleOf(one) === name);
  if (object === undefined) throw new Error(`no ${name}`);
  return object;
};

describe.each([
  ["single", single],
  ["highly available", highlyAvailable],
])("Argo CD, %s, from the manifest of its release", (_, settings) => {
  const objects = rendered(settings);

  it("has no Dex, no Secret, no rights over the cluster and no two objects of one name", () => {
    const names = objects.map(titleOf);

    expect(names.filter((name) => name.includes("dex"))).toEqual([]);
    expect(
      objects.filter(({ kind }) => kind === "Secret" || kind.startsWith("ClusterRole")),
    ).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("keeps the label by which Argo CD finds its settings", () => {
    const parts = new Set(
      objects.map(({ metadata }) => mapOf(metadata["labels"])["app.kubernetes.io/part-of"]),
    );

    expect([...parts]).toEqual(["argocd"]);
  });

  it("is in its namespace, but for its bindings where it delivers", () => {
    const elsewhere = objects.filter(
      ({ kind, metadata }) =>
        kind !== "CustomResourceDefinition" && metadata.namespace !== "argocd",
    );

    expect(elsewhere.map((one) => `${one.metadata.namespace ?? ""} ${titleOf(one)}`)).toEqual(
      ["core", "predictive"].flatMap((namespace) => [
        `${namespace} RoleBinding argocd-application-controller-deployer-${namespace}`,
        `${namespace} RoleBinding argocd-server-viewer-${namespace}`,
        `${namespace} Role rollout-actions-${namespace}`,
        `${namespace} RoleBinding argocd-server-rollout-actions-${namespace}`,
      ]),
    );
  });

  it("runs every container from an image with a digest, within limits", () => {
    for (const workload of workloadsIn(objects)) {
      const { containers, initContainers = [] } = specOf(workload).template.spec;
      for (const container of [...initContainers, ...containers]) {
        expect(container.image).toMatch(/:[^@]+@sha256:[0-9a-f]{64}$/);
        expect(container["resources"]).toEqual({
          requests: amounts,
          limits: amounts,
        });
      }
    }
  });
});

const amounts = {
  cpu: expect.any(String),
  memory: expect.any(String),
  "ephemeral-storage": expect.any(String),
};

describe("the form that is highly available", () => {
  const objects = rendered(highlyAvailable);
  const replicas = Object.fromEntries(
    workloadsIn(objects).map((one) => [one.metadata.name, specOf(one).replicas]),
  );

  it("has as many of each as is said, three of Redis, and a budget for each of several", () => {
    expect(replicas).toEqual({
      "argocd-application-controller": 1,
      "argocd-applicationset-controller": 2,
      "argocd-notifications-controller": undefined,
      "argocd-redis-ha-haproxy": 3,
      "argocd-redis-ha-server": 3,
      "argocd-repo-server": 2,
      "argocd-server": 3,
    });
    expect(
      objects
        .filter(({ kind }) => kind === "PodDisruptionBudget")
        .map(({ metadata }) => metadata.name),
    ).toEqual([
      "argocd-applicationset-controller",
      "argocd-redis-ha-haproxy",
      "argocd-repo-server",
      "argocd-server",
      "argocd-redis-ha-server",
    ]);
  });

  it("keeps what upstream demands of nodes", () => {
    const { affinity } = specOf(found(objects, "Deployment argocd-server")).template
      .spec as unknown as {
      readonly affinity: { readonly podAntiAffinity: object };
    };

    expect(Object.keys(affinity.podAntiAffinity)).toContain(
      "requiredDuringSchedulingIgnoredDuringExecution",
    );
  });

  it("keeps the address of Redis that its manifest sets", () => {
    expect(found(objects, "ConfigMap argocd-cmd-params-cm")["data"]).toMatchObject({
      "redis.server": "argocd-redis-ha-haproxy:6379",
      "server.insecure": "true",
    });
  });

  it("serves people by an Ingress with a certificate", () => {
    expect(found(objects, "Ingress argocd-server")["spec"]).toMatchObject({
      ingressClassName: "nginx",
      tls: [{ hosts: ["argocd.intelgraph.example"], secretName: "argocd-server-tls" }],
    });
  });
});

describe("the single form", () => {
  const objects = rendered(single);

  it("has no budget, no Ingress and one Redis", () => {
    const kinds = objects.map(({ kind }) => kind);

    expect(kinds).not.toContain("PodDisruptionBudget");
    expect(kinds).not.toContain("Ingress");
    expect(workloadsIn(objects).map(({ metadata }) => metadata.name)).toContain("argocd-redis");
  });

  it("lets its server read its settings and write none", () => {
    const rules = found(objects, "Role argocd-server")["rules"] as unknown as readonly {
      readonly resources: readonly string[];
      readonly verbs: readonly string[];
    }[];
    const verbs = rules.filter(({ resources }) => resources.includes("secrets"));

    expect(verbs.map((rule) => rule.verbs)).toEqual([["get", "list", "watch"]]);
  });

  it("starts new pods when flags change, and only those that read them", () => {
    const annotations = (settings: ArgoCdSettings, name: string) =>
      specOf(found(argoCdObjects(upstream.argoCd, settings, images), name)).template.metadata
        ?.annotations?.["intelgraph.internal/parameters"];
    const flagged = { ...single, availability: highlyAvailable.availability };

    expect(annotations(single, "Deployment argocd-server")).toMatch(/^[0-9a-f]{16}$/);
    expect(annotations(flagged, "Deployment argocd-server")).not.toBe(
      annotations(single, "Deployment argocd-server"),
    );
    expect(annotations(single, "Deployment argocd-redis")).toBeUndefined();
  });

  it("sizes a container otherwise where that is said", () => {
    const size = { cpu: "2", memory: "4Gi", "ephemeral-storage": "1Gi" };
    const sized = rendered({
      ...single,
      sizes: { "argocd-server": { requests: size, limits: size } },
    });
    const [container] = specOf(found(sized, "Deployment argocd-server")).template.spec.containers;

    expect(container?.["resources"]).toEqual({ requests: size, limits: size });
  });
});
