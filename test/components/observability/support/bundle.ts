import type { KubernetesObject } from "../../../../components/lib/install/install.ts";

const PLURALS = [
  ...["alertmanagerconfigs", "alertmanagers", "podmonitors", "probes", "prometheusagents"],
  ...["prometheuses", "prometheusrules", "scrapeconfigs", "servicemonitors", "thanosrulers"],
];
const LABELS = { "app.kubernetes.io/name": "prometheus-operator" };
const metadata = { name: "prometheus-operator", namespace: "default", labels: LABELS };

/** The operator's bundle in its shape: the same objects, definitions without their schemas. */
export const bundle: readonly KubernetesObject[] = [
  ...PLURALS.map((plural) => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.monitoring.coreos.com` },
    spec: { group: "monitoring.coreos.com" },
  })),
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "prometheus-operator" },
    rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["*"] }],
  },
  { apiVersion: "v1", kind: "ServiceAccount", metadata },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    spec: {
      replicas: 1,
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: {
          automountServiceAccountToken: true,
          serviceAccountName: "prometheus-operator",
          containers: [
            {
              name: "prometheus-operator",
              image: "quay.io/prometheus-operator/prometheus-operator:v0.85.0",
              args: ["--kubelet-service=kube-system/kubelet"],
              ports: [{ name: "http", containerPort: 8080 }],
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata,
    spec: { clusterIP: "None", selector: LABELS, ports: [{ name: "http", port: 8080 }] },
  },
];
