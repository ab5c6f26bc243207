import * as fc from "fast-check";

import { resourceOf } from "./fixtures/fixture.ts";
import { releaseSettings } from "./fixtures/provenance/releases.ts";
import {
  AROUND_CONTAINERS,
  container,
  IMAGE,
  initContainer,
  KEPT,
  LABELS,
  podKinds,
  REGISTRIES,
  workload,
} from "./fixtures/workloads.ts";
import type { Shown } from "../support/evaluate.ts";
import { replaced } from "../support/tree.ts";

/** Settings under which the good stack is good, by the name of the rule; the strictest hold for the rest. */
export const goodSettings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "finops/storage-ceilings": { classes: [""] },
  "finops/workload-size": { nodes: 5 },
  "provenance/image-registry": REGISTRIES,
  ...releaseSettings,
};

/** Objects of a stack by the role they play in it. */
export type Stack = Readonly<Record<string, unknown>>;

/** The claim of a good StatefulSet. */
const template = {
  metadata: { name: "data", labels: LABELS },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
};

/** What stands around every good workload. */
const around = {
  namespace: {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: "core",
      labels: {
        "intelgraph.internal/owner": "graph-team",
        "intelgraph.internal/cost-centre": "cc-4100",
        "intelgraph.internal/data-class": "restricted",
        "intelgraph.internal/preview": "7",
      },
      annotations: { "intelgraph.internal/expires": "2026-01-01T00:00:00Z" },
    },
  },
  claim: {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "data", namespace: "core", labels: LABELS, annotations: KEPT },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  },
  role: {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: { name: "viewer", namespace: "core" },
    rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"] }],
  },
  binding: {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: "viewer", namespace: "core" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "viewer" },
    subjects: [{ kind: "ServiceAccount", name: "viewer", namespace: "core" }],
  },
  deny: {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "deny", namespace: "core" },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] },
  },
  quota: {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "quota", namespace: "core" },
    spec: {
      hard: {
        "requests.cpu": "4",
        "requests.memory": "8Gi",
        "limits.cpu": "8",
        "limits.memory": "16Gi",
        pods: "20",
      },
    },
  },
  limits: {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "limits", namespace: "core" },
    spec: { limits: [{ type: "Container", default: { cpu: "500m", memory: "512Mi" } }] },
  },
  budget: {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "budget", namespace: "core" },
    spec: { selector: { matchLabels: LABELS }, maxUnavailable: 1 },
  },
  allow: {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "allow-to-api", namespace: "core" },
    spec: {
      podSelector: { matchLabels: LABELS },
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: {} }, { ipBlock: { cidr: "10.20.0.0/24" } }] }],
    },
  },
  service: {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "api", namespace: "core" },
    spec: { type: "ClusterIP", selector: LABELS, ports: [{ port: 80 }] },
  },
  ingress: {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "api", namespace: "core" },
    spec: {
      rules: [{ host: "api.intelgraph.example" }],
      tls: [{ hosts: ["api.intelgraph.example"], secretName: "api-tls" }],
    },
  },
};

const REPLICATED = ["Deployment", "ReplicaSet", "ReplicationController", "Rollout", "StatefulSet"];

/** A workload of two pods where it says how many there are. */
function pair(apiVersion: string, kind: string, pod: unknown): object {
  const written = workload(apiVersion, kind, pod);
  const manifest =
    kind === "StatefulSet"
      ? (replaced(written, ["spec", "volumeClaimTemplates"], [template]) as object)
      : written;
  return REPLICATED.includes(kind)
    ? (replaced(manifest, ["spec", "replicas"], 2) as object)
    : manifest;
}

/** A pod with any mix of good containers and volumes. */
const goodPod = fc.record({
  ...Object.fromEntries(
    Object.entries(AROUND_CONTAINERS).map(([key, value]) => [key, fc.constant(value)]),
  ),
  initContainers: fc.array(
    fc.constantFrom(initContainer({ name: "i" }), container({ restartPolicy: "Always" })),
    { maxLength: 2 },
  ),
  containers: fc.array(fc.constant(container()), { minLength: 1, maxLength: 3 }),
  volumes: fc.array(
    fc.constantFrom(
      { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
      { name: "m", image: { reference: IMAGE } },
    ),
    { maxLength: 2 },
  ),
  hostNetwork: fc.constant(false),
});

/** A stack that every rule accepts: one workload of any kind, and what it needs around it. */
export const goodStack: fc.Arbitrary<Stack> = fc
  .tuple(fc.constantFrom(...podKinds), goodPod)
  .map(([[apiVersion, kind], pod]) => ({ workload: pair(apiVersion, kind, pod), ...around }));

/** The objects of a stack as the engine shows them. */
export const shownOf = (stack: Stack): Shown[] =>
  Object.entries(stack).map(([role, manifest]) =>
    resourceOf(manifest as Parameters<typeof resourceOf>[0], role),
  );
