import type { KubernetesObject } from "../../../../components/lib/install/transform.ts";

const KINDS = [
  ...["Alertmanager", "AlertmanagerConfig", "PodMonitor", "Probe", "PrometheusAgent"],
  ...["Prometheus", "PrometheusRule", "ScrapeConfig", "ServiceMonitor", "ThanosRuler"],
];
const LABELS = { "app.kubernetes.io/name": "prometheus-operator" };
const metadata = { name: "prometheus-operator", namespace: "default", labels: LABELS };

/** The operator's bundle in its shape: the same objects, definitions without their schemas. */
export const bundle: readonly KubernetesObject[] = [
  ...KINDS.map((kind) => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${kind.toLowerCase()}s.monitoring.coreos.com` },
    spec: { group: "monitoring.coreos.com", scope: "Namespaced", names: { kind } },
  })),
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "prometheus-operator" },
    rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["*"] }],
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "prometheus-operator" },
    subjects: [{ kind: "ServiceAccount", name: "prometheus-operator", namespace: "default" }],
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
