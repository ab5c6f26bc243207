import * as fc from "fast-check";

import { resourceOf } from "./fixtures/fixture.ts";
import {
  container,
  IMAGE,
  KEPT,
  LABELS,
  podKinds,
  REGISTRIES,
  workload,
} from "./fixtures/workloads.ts";
import type { Shown } from "../support/evaluate.ts";

/** Settings under which the good stack is good, by the name of the rule; the strictest hold for the rest. */
export const goodSettings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "finops/storage-ceilings": { classes: [""] },
  "provenance/image-registry": REGISTRIES,
};

/** Objects of a stack by the role they play in it. */
export type Stack = Readonly<Record<string, unknown>>;

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
};

/** A pod with any mix of good containers and volumes. */
const goodPod = fc.record({
  initContainers: fc.array(
    fc.constantFrom(container({ name: "i" }), container({ restartPolicy: "Always" })),
    { maxLength: 2 },
  ),
  containers: fc.array(fc.constant(container()), { minLength: 1, maxLength: 3 }),
  volumes: fc.array(
    fc.constantFrom({ name: "tmp", emptyDir: {} }, { name: "m", image: { reference: IMAGE } }),
    { maxLength: 2 },
  ),
});

/** A stack that every rule accepts: one workload of any kind, and what it needs around it. */
export const goodStack: fc.Arbitrary<Stack> = fc
  .tuple(fc.constantFrom(...podKinds), goodPod)
  .map(([[apiVersion, kind], pod]) => ({ workload: workload(apiVersion, kind, pod), ...around }));

/** The objects of a stack as the engine shows them. */
export const shownOf = (stack: Stack): Shown[] =>
  Object.entries(stack).map(([role, manifest]) =>
    resourceOf(manifest as Parameters<typeof resourceOf>[0], role),
  );
