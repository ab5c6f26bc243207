import * as pulumi from "@pulumi/pulumi";

import {
  type Installed,
  installObjects,
  type InstallOptions,
} from "../../../../components/lib/install/install-objects.ts";
import { classOf, knownKinds } from "../../../../components/lib/install/classes.ts";
import { planOf } from "../../../../components/lib/install/plan.ts";
import type { KubernetesObject } from "../../../../lib/artifacts/objects.ts";
import { Provider } from "../../../../components/lib/kubernetes.ts";
import { readArtifacts } from "../../../../lib/artifacts/lock.ts";
import { artifactObjects } from "../../../../lib/artifacts/objects.ts";
import { record } from "../../../support/record.ts";
import { definition, manifest } from "./objects.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

const install = (
  objects: readonly KubernetesObject[],
  options: Partial<InstallOptions> = {},
  then: (installed: Installed) => unknown = () => undefined,
) =>
  record(() => {
    const parent = new pulumi.ComponentResource("test:index:Box", "box");
    return then(installObjects("tool", objects, { parent, ...options }));
  });

describe("installing a manifest", () => {
  it("makes one typed child of each object, below its parent", async () => {
    const { resources } = await install(manifest());

    expect(resources.map(({ type, name, parent }) => [type, name, parent])).toEqual([
      ["kubernetes:acme.example/v1:Widget", "tool-widget-first", "box"],
      [
        "kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration",
        "tool-validating-webhook-configuration-tool",
        "box",
      ],
      [
        "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
        "tool-custom-resource-definition-widgets.acme.example",
        "box",
      ],
      ["kubernetes:apps/v1:Deployment", "tool-deployment-tool", "box"],
      ["kubernetes:core/v1:Service", "tool-service-tool", "box"],
      ["kubernetes:core/v1:ServiceAccount", "tool-service-account-tool", "box"],
      ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "tool-cluster-role-tool", "box"],
      [
        "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
        "tool-cluster-role-binding-tool",
        "box",
      ],
      ["kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", "tool-role-binding-tool", "box"],
      ["test:index:Box", "box", undefined],
    ]);
  });

  it("sends the object as it is, without what only the server writes", async () => {
    const metadata = { name: "tool", creationTimestamp: null } as KubernetesObject["metadata"];
    const object = { apiVersion: "v1", kind: "ConfigMap", metadata, data: { a: "b" }, status: {} };

    const { resources } = await install([object]);

    expect(resources[0]?.inputs).toEqual({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "tool" },
      data: { a: "b" },
    });
  });

  it("hands out the child of an object", async () => {
    const { outputs } = await install(manifest(), {}, (installed) => ({
      count: installed.resources.length,
      definitions: installed.definitions.length,
      workloads: installed.workloads.length,
      deployment: installed.resource("Deployment", "tool").id,
    }));

    expect(outputs).toEqual({
      count: 9,
      definitions: 1,
      workloads: 1,
      deployment: "tool-deployment-tool-id",
    });
    await expect(
      install(manifest(), {}, (installed) => installed.resource("Deployment", "other")),
    ).rejects.toThrow("tool: Deployment other is not among what was installed");
  });

  it("leaves definitions where they are when it is asked to, and takes them up under one name", async () => {
    const { resources } = await record(() => {
      const parent = new pulumi.ComponentResource("test:index:Box", "box");
      const retainedBy = new Provider("retained", {});
      return installObjects("tool", manifest(), { parent, retainedBy });
    });

    const retained = resources.filter((one) => one.retained || one.provider === "retained");
    expect(retained).toMatchObject([
      {
        type: "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
        parent: "box",
        retained: true,
        provider: "retained",
        inputs: {
          metadata: {
            annotations: { "pulumi.com/patchFieldManager": "pulumi-kubernetes-definitions" },
          },
        },
      },
    ]);
    const { resources: gone } = await install(manifest());
    expect(JSON.stringify(gone)).not.toMatch(/patchFieldManager|"retained"/);
  });

  it("refuses duplicates and kinds that nobody defines, all at once", async () => {
    const twice = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } };
    const typo = { apiVersion: "apps/v1", kind: "Deploymet", metadata: { name: "b" } };
    const foreign = { apiVersion: "other.example/v1", kind: "Gadget", metadata: { name: "c" } };

    await expect(install([twice, twice, typo, foreign])).rejects.toThrow(
      [
        "tool: ConfigMap a is there twice; leave one out",
        "tool: apps/v1/Deploymet b is of a kind that nobody defines; did you mean apps/v1/Deployment? else add it to components/lib/install/classes.ts",
        "tool: other.example/v1/Gadget c is of a kind that nobody defines; add it to components/lib/install/classes.ts",
      ].join("\n"),
    );
  });

  it("holds custom resources to the definition that comes with them", async () => {
    const widget = {
      ...{ apiVersion: "acme.example/v1", kind: "Widget", metadata: { name: "bad" } },
      spec: { size: 0, colour: "red" },
    };

    await expect(install([definition(), widget])).rejects.toThrow(
      [
        "Widget bad: spec.colour: unknown field; known: description, size",
        "Widget bad: spec.size: must be >= 1",
      ].join("\n"),
    );
  });
});

describe("the order of an installation", () => {
  it("is definitions, surroundings, workloads, webhooks, custom resources; services wait for nobody", () => {
    const plan = planOf("tool", manifest());

    expect(
      Object.entries(plan).map(([stage, all]) => [
        stage,
        (all as readonly { object: KubernetesObject }[]).map(({ object }) => object.kind),
      ]),
    ).toEqual([
      ["definitions", ["CustomResourceDefinition"]],
      ["surroundings", ["ServiceAccount", "ClusterRole", "ClusterRoleBinding", "RoleBinding"]],
      ["entrances", ["Service"]],
      ["workloads", ["Deployment"]],
      ["webhooks", ["ValidatingWebhookConfiguration"]],
      ["custom", ["Widget"]],
    ]);
  });
});

describe("the classes of kinds", () => {
  it.each(knownKinds())("register the type they are found by: %s", async (key) => {
    const [kind = "", ...version] = key.split("/").reverse();
    const apiVersion = version.reverse().join("/");
    const Class = classOf(apiVersion, kind);

    const { resources } = await record(() => {
      const spec = kind === "CustomResourceDefinition" ? definition()["spec"] : {};
      const given = { metadata: { name: "x" }, spec, value: 1, roleRef: {} };
      if (Class !== undefined) new Class("x", given as never);
    });

    expect(resources[0]?.inputs).toMatchObject({ apiVersion, kind });
  });

  it.each([
    ["argo-cd", "install"],
    ["argo-cd", "ha/install"],
    ["argo-rollouts", "install"],
    ["prometheus-operator", "bundle"],
    ["sealed-secrets", "crds/sealed-secret"],
  ])("cover every object of %s %s", (artifact, file) => {
    const objects = artifactObjects(readArtifacts(), artifact, file);

    const plan = planOf("tool", objects);

    expect(Object.values(plan).flat()).toHaveLength(objects.length);
  });
});
