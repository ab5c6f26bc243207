import { Config, CustomResource, type Inputs } from "@pulumi/pulumi";

import { pinned } from "../../fixtures/pinned.ts";

/**
 * Registers exactly `size` Kubernetes objects that the packs accept, as bare resources: no component, no SDK class.
 * A namespace and what guards it come first, then ConfigMaps and Deployments take turns.
 */
const size = new Config().requireNumber("size");
const namespace = "bench";
const labels = { "app.kubernetes.io/name": "main" };

class Bare extends CustomResource {}

const objects: readonly (readonly [token: string, name: string, body: Inputs])[] = [
  [
    "core/v1:Namespace",
    namespace,
    {
      metadata: {
        name: namespace,
        labels: {
          "intelgraph.internal/owner": "platform-team",
          "intelgraph.internal/cost-centre": "cc-4000",
          "intelgraph.internal/data-class": "internal",
        },
      },
    },
  ],
  [
    "networking.k8s.io/v1:NetworkPolicy",
    "deny",
    { spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } },
  ],
  [
    "core/v1:ResourceQuota",
    "quota",
    {
      spec: {
        hard: {
          "requests.cpu": "16",
          "requests.memory": "16Gi",
          "limits.cpu": "16",
          "limits.memory": "16Gi",
          pods: "1000",
        },
      },
    },
  ],
  [
    "core/v1:LimitRange",
    "limits",
    { spec: { limits: [{ type: "Container", default: { cpu: "10m", memory: "16Mi" } }] } },
  ],
  ["core/v1:ServiceAccount", "main", { automountServiceAccountToken: false }],
  [
    "networking.k8s.io/v1:NetworkPolicy",
    "allow",
    {
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ podSelector: {} }] }],
      },
    },
  ],
];

const amounts = { cpu: "10m", memory: "16Mi", "ephemeral-storage": "16Mi" };

const container = {
  name: "main",
  image: pinned,
  resources: { requests: amounts, limits: amounts },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
  },
  readinessProbe: { httpGet: { path: "/ready", port: 8080 } },
  livenessProbe: { httpGet: { path: "/live", port: 8080 } },
};

const deployment: Inputs = {
  spec: {
    replicas: 1,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        serviceAccountName: "main",
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        containers: [container],
      },
    },
  },
};

for (let index = 0; index < size; index += 1) {
  const [token, name, body] = objects[index] ?? [
    ...(index % 2 === 1
      ? (["core/v1:ConfigMap", `data-${index}`, { data: { index: String(index) } }] as const)
      : (["apps/v1:Deployment", `app-${index}`, deployment] as const)),
  ];
  const [version = "", kind = ""] = token.split(":");
  const apiVersion = version.replace(/^core\//, "");
  new Bare(`kubernetes:${token}`, name, {
    apiVersion,
    kind,
    metadata: { name, namespace },
    ...body,
  });
}
