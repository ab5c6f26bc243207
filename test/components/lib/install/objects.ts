import type { KubernetesObject } from "../../../../lib/artifacts/objects.ts";

const metadata = { name: "tool", namespace: "tools" };

/** A definition whose schema has prose in it. */
export const definition = (): KubernetesObject => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "widgets.acme.example" },
  spec: {
    group: "acme.example",
    scope: "Cluster",
    names: { kind: "Widget", plural: "widgets" },
    conversion: {
      strategy: "Webhook",
      webhook: { clientConfig: { service: { name: "tool", namespace: "tools" } } },
    },
    versions: [
      {
        name: "v1",
        storage: true,
        served: true,
        schema: {
          openAPIV3Schema: {
            description: "prose",
            type: "object",
            properties: {
              spec: {
                description: "more prose",
                type: "object",
                required: ["size"],
                properties: {
                  description: { description: "prose again", type: "string" },
                  size: { description: "and again", type: "integer", minimum: 1 },
                },
              },
            },
          },
        },
      },
    ],
  },
});

export const deployment = (): KubernetesObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { ...metadata, labels: { app: "tool" } },
  spec: {
    selector: { matchLabels: { app: "tool" } },
    template: {
      metadata: { labels: { app: "tool" } },
      spec: {
        securityContext: { fsGroup: 99, runAsNonRoot: false },
        initContainers: [{ name: "init", image: "ghcr.io/acme/init:v1" }],
        containers: [
          {
            name: "tool",
            image: "ghcr.io/acme/tool:v1",
            args: [
              "--namespace=tools",
              "--leader-election-namespace=tools",
              "--server=tool.tools.svc:8080",
              "--other=tools.svc",
              "--side=ghcr.io/acme/side:v1",
            ],
            securityContext: { privileged: true, runAsUser: 999 },
          },
        ],
      },
    },
  },
});

/** One object of every stage of an installation, written for the namespace `tools`. */
export const manifest = (): KubernetesObject[] => [
  definition(),
  { apiVersion: "v1", kind: "ServiceAccount", metadata },
  { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "tool" } },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "tool" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "tool" },
    subjects: [
      { kind: "ServiceAccount", name: "tool", namespace: "tools" },
      { kind: "ServiceAccount", name: "metrics", namespace: "kube-system" },
      { kind: "Group", name: "admins" },
    ],
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "tool" },
    subjects: [{ kind: "ServiceAccount", name: "tool" }],
  },
  { apiVersion: "v1", kind: "Service", metadata, spec: { selector: { app: "tool" } } },
  deployment(),
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "tool" },
    webhooks: [{ name: "tool", clientConfig: { service: { name: "tool", namespace: "tools" } } }],
  },
  { apiVersion: "acme.example/v1", kind: "Widget", metadata: { name: "first" }, spec: { size: 1 } },
];
