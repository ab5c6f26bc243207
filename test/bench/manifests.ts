import { dump } from "js-yaml";

import { REGISTRY, type TenRule, tenRules } from "./ten-rules.ts";

const digest = "0123456789abcdef".repeat(4);
const kinds = ["Deployment", "Service", "ConfigMap", "NetworkPolicy"] as const;
const exposure: TenRule = "network-policies/service-exposure";
const ofPods = tenRules.filter((rule) => rule !== exposure);

/** The one rule that a manifest breaks: every tenth Deployment one of nine in turn, every tenth Service the tenth. */
function brokenBy(i: number): TenRule | undefined {
  const kind = kinds[i % kinds.length];
  const number = Math.floor(i / kinds.length);
  if (number % 10 !== 9) return undefined;
  if (kind === "Service") return exposure;
  return kind === "Deployment" ? ofPods[Math.floor(number / 10) % ofPods.length] : undefined;
}

/** How many of the first manifests break each rule. */
export function breachesIn(count: number): Readonly<Record<TenRule, number>> {
  const breaches = Object.fromEntries(tenRules.map((rule) => [rule, 0])) as Record<TenRule, number>;
  for (let i = 0; i < count; i += 1) {
    const rule = brokenBy(i);
    if (rule !== undefined) breaches[rule] += 1;
  }
  return breaches;
}

const metadata = (name: string, namespace: string) => ({
  name,
  namespace,
  labels: {
    "app.kubernetes.io/name": name,
    "app.kubernetes.io/part-of": "bench",
    "intelgraph.example/owner": "graph-team",
    "intelgraph.example/cost-centre": "cc-1000",
  },
});

function container(broken: TenRule | undefined) {
  const registry = broken === "provenance/image-registry" ? "elsewhere.example" : REGISTRY;
  const pinned = broken === "provenance/image-digest" ? ":1.0" : `@sha256:${digest}`;
  const memory = broken === "resource-limits/container-resources" ? {} : { memory: "256Mi" };
  const dropped = broken === "pod-security/capabilities" ? "NET_RAW" : "ALL";
  return {
    name: "app",
    image: `${registry}/bench/app${pinned}`,
    ports: [{ name: "http", containerPort: 8080 }],
    env: [
      { name: "LOG_LEVEL", value: "info" },
      { name: "REGION", value: "eu-central-1" },
    ],
    resources: {
      requests: { cpu: "250m", memory: "128Mi", "ephemeral-storage": "64Mi" },
      limits: { cpu: "500m", ...memory, "ephemeral-storage": "128Mi" },
    },
    securityContext: {
      allowPrivilegeEscalation: broken === "pod-security/privilege-escalation",
      readOnlyRootFilesystem: broken !== "pod-security/read-only-root",
      runAsNonRoot: broken !== "pod-security/run-as-non-root",
      capabilities: { drop: [dropped] },
    },
    readinessProbe: { httpGet: { path: "/ready", port: "http" }, periodSeconds: 5 },
    livenessProbe: { httpGet: { path: "/live", port: "http" }, periodSeconds: 10 },
  };
}

function podOf(broken: TenRule | undefined) {
  const profile = broken === "pod-security/seccomp" ? "Unconfined" : "RuntimeDefault";
  return {
    serviceAccountName: "app",
    automountServiceAccountToken: false,
    ...(broken === "network-policies/no-host-network" ? { hostNetwork: true } : {}),
    securityContext: { runAsNonRoot: true, seccompProfile: { type: profile } },
    containers: [container(broken)],
    volumes: [{ name: "scratch", emptyDir: { sizeLimit: "64Mi" } }],
  };
}

const policySpec = (app: object, team: string) => ({
  podSelector: { matchLabels: app },
  policyTypes: ["Ingress", "Egress"],
  ingress: [
    { from: [{ podSelector: { matchLabels: { role: "gateway" } } }], ports: [{ port: 8080 }] },
  ],
  egress: [{ to: [{ namespaceSelector: { matchLabels: { team } } }] }],
});

function manifest(i: number): object {
  const number = Math.floor(i / kinds.length);
  const name = `app-${String(number).padStart(5, "0")}`;
  const team = `team-${String(number % 20)}`;
  const kind = kinds[i % kinds.length] ?? "ConfigMap";
  const app = { "app.kubernetes.io/name": name };
  const broken = brokenBy(i);
  const common = { kind, metadata: metadata(name, team) };
  switch (kind) {
    case "Deployment": {
      const template = { metadata: { labels: app }, spec: podOf(broken) };
      const spec = { replicas: 2, selector: { matchLabels: app }, template };
      return { apiVersion: "apps/v1", ...common, spec };
    }
    case "Service": {
      const type = broken === undefined ? "ClusterIP" : "NodePort";
      const ports = [{ name: "http", port: 80, targetPort: "http" }];
      return { apiVersion: "v1", ...common, spec: { type, selector: app, ports } };
    }
    case "ConfigMap": {
      const text = `name: ${name}\nlevel: info\nfeatures:\n  - search\n  - export\n`;
      return { apiVersion: "v1", ...common, data: { "app.yaml": text, mode: "fast" } };
    }
    case "NetworkPolicy":
      return { apiVersion: "networking.k8s.io/v1", ...common, spec: policySpec(app, team) };
  }
}

/** The same manifests every time: Deployments, Services, ConfigMaps and NetworkPolicies in turn. */
export const manifests = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, i) => manifest(i));

/** Deployments alone. */
export const deployments = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, i) => manifest(i * kinds.length));

/** As one JSON array. */
export const asJson = (all: readonly object[]): string => `${JSON.stringify(all)}\n`;

/** As one text of many documents, each of them JSON. */
export const asJsonDocuments = (all: readonly object[]): string =>
  all.map((one) => `---\n${JSON.stringify(one)}\n`).join("");

/** As one YAML text of many documents. */
export const asYaml = (all: readonly object[]): string =>
  all.map((one) => `---\n${dump(one)}`).join("");
