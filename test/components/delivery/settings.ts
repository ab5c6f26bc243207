import type { AnalysisSettings } from "../../../components/delivery/analysis-template/settings.ts";
import type { ArgoApplicationSettings } from "../../../components/delivery/argo-application/settings.ts";
import type { ArgoCdSettings } from "../../../components/delivery/argo-cd/settings.ts";
import type { ArgoProjectSettings } from "../../../components/delivery/argo-project/settings.ts";
import type { ArgoRolloutsSettings } from "../../../components/delivery/argo-rollouts/settings.ts";
import type { DeliverySettings } from "../../../components/delivery/delivery-settings.ts";

const apiServer = { cidrs: ["10.40.0.0/24"], ports: [443] };
const metrics = { namespace: "platform", pods: { "app.kubernetes.io/name": "prometheus" } };

/** Argo CD as on a machine of one: nobody logs in, nobody is told. */
export const single: ArgoCdSettings = {
  namespace: "argocd",
  availability: { mode: "single" },
  priorityClass: "intelgraph-critical",
  delivers: ["core", "predictive"],
  exposure: { kind: "none" },
  admin: false,
  sso: { kind: "none" },
  access: { everybody: "readonly", deployers: { workloads: ["graph-team"] }, admins: ["platform"] },
  reconciliation: "180s",
  notifications: { kind: "none" },
  credentials: [],
  traffic: { apiServer, sources: { cidrs: ["140.82.112.0/20"], ports: [443] }, metrics },
};

/** Argo CD with everything it can have. */
export const highlyAvailable: ArgoCdSettings = {
  ...single,
  availability: {
    mode: "ha",
    replicas: { server: 3, repoServer: 2, applicationSetController: 2 },
  },
  exposure: {
    kind: "ingress",
    host: "argocd.intelgraph.example",
    className: "nginx",
    tlsSecret: "argocd-server-tls",
    controller: {
      namespace: "ingress-nginx",
      pods: { "app.kubernetes.io/name": "ingress-nginx" },
    },
  },
  sso: {
    kind: "oidc",
    name: "IntelGraph",
    issuer: "https://login.intelgraph.example",
    clientId: "argocd",
    clientSecret: { secret: "argocd-oidc", key: "clientSecret" },
    addresses: { cidrs: ["203.0.113.0/25"], ports: [443] },
  },
  notifications: {
    kind: "webhook",
    name: "deploys",
    url: "https://hooks.intelgraph.example/argocd",
    tokenKey: "webhook-token",
    addresses: { cidrs: ["203.0.113.128/25"], ports: [443] },
  },
  credentials: [
    { secret: "argocd-repository-charts", of: "repository", by: "ssh-key" },
    { secret: "argocd-repositories", of: "repositories" },
  ],
};

export const rollouts: ArgoRolloutsSettings = {
  namespace: "platform",
  replicas: 2,
  priorityClass: "intelgraph-critical",
  trafficRouting: "replicas",
  traffic: {
    apiServer,
    metrics,
    prometheus: { pods: { pods: { "app.kubernetes.io/name": "prometheus" } }, port: 9090 },
  },
};

export const project: ArgoProjectSettings = {
  name: "workloads",
  description: "What serves users",
  sources: ["https://git.intelgraph.example/intelgraph/*"],
  namespaces: ["core", "predictive"],
  roles: [
    {
      name: "on-call",
      description: "Promotes and aborts",
      groups: ["graph-on-call"],
      may: ["look", "sync", "promote"],
    },
  ],
  windows: [
    {
      kind: "allow",
      schedule: "0 8 * * mon-thu",
      duration: "9h",
      timeZone: "Europe/Berlin",
      manualSync: true,
      description: "While people are there",
    },
  ],
};

export const application: ArgoApplicationSettings = {
  name: "core",
  project: "workloads",
  namespace: "core",
  source: {
    kind: "git",
    repository: "https://git.intelgraph.example/intelgraph/charts",
    path: "charts/core",
    revision: "v1.4.0",
    helm: { valueFiles: ["values.prod.yaml"], values: { replicas: 3 } },
  },
  sync: { kind: "automated", prune: true, selfHeal: true },
  retry: { limit: 5, wait: "5s", factor: 2, longestWait: "3m" },
  autoscaled: ["Deployment", "Rollout"],
  cascade: "foreground",
};

export const analysis: AnalysisSettings = {
  name: "service-level",
  namespace: "core",
  prometheus: "http://prometheus-operated.platform.svc:9090",
  measures: [
    { kind: "success-rate", goodFrom: 0.999, badBelow: 0.99 },
    { kind: "latency", quantile: 0.95, goodUpTo: 0.35 },
  ],
  window: "2m",
  interval: "30s",
  count: 5,
  failureLimit: 1,
  inconclusiveLimit: 0,
  errorLimit: 2,
};

export const delivery: DeliverySettings = {
  argoCd: single,
  argoRollouts: rollouts,
  projects: [project],
  applications: [application],
  analyses: [analysis],
};
