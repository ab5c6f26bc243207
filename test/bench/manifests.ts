import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { dump } from "js-yaml";

const digest = "0123456789abcdef".repeat(4);
const kinds = ["Deployment", "Service", "ConfigMap", "NetworkPolicy"] as const;

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

/** Every tenth Deployment leaves its memory limit out, so that something is found. */
function container(i: number) {
  const limits = i % 10 === 9 ? { cpu: "500m" } : { cpu: "500m", memory: "256Mi" };
  return {
    name: "app",
    image: `registry.intelgraph.example/bench/app@sha256:${digest}`,
    ports: [{ name: "http", containerPort: 8080 }],
    env: [
      { name: "LOG_LEVEL", value: "info" },
      { name: "REGION", value: "eu-central-1" },
    ],
    resources: {
      requests: { cpu: "250m", memory: "128Mi", "ephemeral-storage": "64Mi" },
      limits: { ...limits, "ephemeral-storage": "128Mi" },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
    },
    readinessProbe: { httpGet: { path: "/ready", port: "http" }, periodSeconds: 5 },
    livenessProbe: { httpGet: { path: "/live", port: "http" }, periodSeconds: 10 },
  };
}

function manifest(i: number): object {
  const name = `app-${String(Math.floor(i / kinds.length)).padStart(5, "0")}`;
  const namespace = `team-${String(i % 20)}`;
  const kind = kinds[i % kinds.length];
  const app = { "app.kubernetes.io/name": name };
  switch (kind) {
    case "Deployment":
      return {
        apiVersion: "apps/v1",
        kind,
        metadata: metadata(name, namespace),
        spec: {
          replicas: 2,
          selector: { matchLabels: app },
          template: {
            metadata: { labels: app },
            spec: {
              serviceAccountName: "app",
              automountServiceAccountToken: false,
              securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
              containers: [container(Math.floor(i / kinds.length))],
              volumes: [{ name: "scratch", emptyDir: { sizeLimit: "64Mi" } }],
            },
          },
        },
      };
    case "Service":
      return {
        apiVersion: "v1",
        kind,
        metadata: metadata(name, namespace),
        spec: {
          type: "ClusterIP",
          selector: app,
          ports: [{ name: "http", port: 80, targetPort: "http" }],
        },
      };
    case "ConfigMap":
      return {
        apiVersion: "v1",
        kind,
        metadata: metadata(name, namespace),
        data: {
          "app.yaml": `name: ${name}\nlevel: info\nfeatures:\n  - search\n  - export\n`,
          mode: "fast",
        },
      };
    default:
      return {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: metadata(name, namespace),
        spec: {
          podSelector: { matchLabels: app },
          policyTypes: ["Ingress", "Egress"],
          ingress: [
            {
              from: [{ podSelector: { matchLabels: { role: "gateway" } } }],
              ports: [{ port: 8080 }],
            },
          ],
          egress: [{ to: [{ namespaceSelector: { matchLabels: { team: namespace } } }] }],
        },
      };
  }
}

/** The same manifests every time: Deployments, Services, ConfigMaps and NetworkPolicies in turn. */
export const manifests = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, i) => manifest(i));

/** As one JSON array. */
export const asJson = (all: readonly object[]): string => `${JSON.stringify(all)}\n`;

/** As one YAML text of many documents. */
export const asYaml = (all: readonly object[]): string =>
  all.map((one) => `---\n${dump(one)}`).join("");

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { count: { type: "string", default: "1000" }, deployments: { type: "boolean" } },
    allowPositionals: true,
  });
  const [file = "manifests.json"] = positionals;
  const count = Number(values.count);
  const all =
    values.deployments === true
      ? Array.from({ length: count }, (_, i) => manifest(i * kinds.length))
      : manifests(count);
  writeFileSync(file, file.endsWith(".json") ? asJson(all) : asYaml(all));
}
