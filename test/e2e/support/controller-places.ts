import type { SealingKey } from "../../../ops/lib/secrets/key-pair.ts";

/** What controllers need of a cluster, and nothing more: their kinds without a schema, and accounts that may do all. */
export function controllerPlaces(key: SealingKey): object {
  const kinds = [
    ...["Application", "AppProject", "ApplicationSet", "Rollout", "AnalysisRun"],
    ...["AnalysisTemplate", "ClusterAnalysisTemplate", "Experiment"],
  ].map((kind) => definition("argoproj.io", "v1alpha1", kind));
  const accounts = [
    { namespace: "argocd", name: "argocd-application-controller" },
    { namespace: "argocd", name: "argocd-applicationset-controller" },
    { namespace: "argocd", name: "argocd-repo-server" },
    { namespace: "platform", name: "argo-rollouts" },
    { namespace: "sealed-secrets", name: "sealed-secrets-controller" },
  ];
  const namespaces = [...new Set(accounts.map(({ namespace }) => namespace))];
  return {
    apiVersion: "v1",
    kind: "List",
    items: [
      ...namespaces.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
      ...kinds,
      definition("bitnami.com", "v1alpha1", "SealedSecret"),
      ...accounts.map((metadata) => ({ apiVersion: "v1", kind: "ServiceAccount", metadata })),
      {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRoleBinding",
        metadata: { name: "controllers" },
        roleRef: {
          apiGroup: "rbac.authorization.k8s.io",
          kind: "ClusterRole",
          name: "cluster-admin",
        },
        subjects: accounts.map((account) => ({ kind: "ServiceAccount", ...account })),
      },
      ...["argocd-cm", "argocd-rbac-cm"].map((name) => ({
        ...{ apiVersion: "v1", kind: "ConfigMap", metadata: argoMetadata(name) },
      })),
      {
        ...{ apiVersion: "v1", kind: "Secret", metadata: argoMetadata("argocd-secret") },
        stringData: { "server.secretkey": "e2e" },
      },
      // The controller of sealed secrets takes the flags of its Deployment over, and waits for its key.
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: SEALING,
        spec: {
          replicas: 0,
          selector: { matchLabels: { app: SEALING.name } },
          template: {
            metadata: { labels: { app: SEALING.name } },
            spec: { containers: [{ name: "controller", image: "registry.invalid/none" }] },
          },
        },
      },
      {
        apiVersion: "v1",
        kind: "Secret",
        metadata: {
          namespace: SEALING.namespace,
          name: "sealing-key",
          labels: { "sealedsecrets.bitnami.com/sealed-secrets-key": "active" },
        },
        type: "kubernetes.io/tls",
        stringData: { "tls.crt": key.certificate, "tls.key": key.privateKey },
      },
    ],
  };
}

const SEALING = { namespace: "sealed-secrets", name: "sealed-secrets-controller" };

const argoMetadata = (name: string) => ({
  ...{ name, namespace: "argocd" },
  labels: { "app.kubernetes.io/part-of": "argocd", "app.kubernetes.io/name": name },
});

function definition(group: string, version: string, kind: string): object {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  const scope = kind === "ClusterAnalysisTemplate" ? "Cluster" : "Namespaced";
  const open = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  // Argo CD writes the status of an Application without the subresource.
  const subresources = group === "bitnami.com" || kind === "Rollout" ? { status: {} } : {};
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      ...{ group, scope, names: { kind, plural, singular, listKind: `${kind}List` } },
      versions: [
        {
          ...{ name: version, served: true, storage: true, subresources },
          schema: { openAPIV3Schema: open },
        },
      ],
    },
  };
}
