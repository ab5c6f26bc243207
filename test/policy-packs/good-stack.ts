import * as fc from "fast-check";

import { resourceOf } from "./fixtures/fixture.ts";
import { container, IMAGE, podKinds, REGISTRIES, workload } from "./fixtures/workloads.ts";
import { podPaths } from "../../policy-packs/lib/kinds.ts";
import type { Shown } from "../support/evaluate.ts";
import { replaced } from "../support/tree.ts";

/** Settings under which the good stack is good, by the name of the rule; the strictest hold for the rest. */
export const goodSettings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "provenance/image-registry": REGISTRIES,
};

/** Objects of a stack by the role they play in it. */
export type Stack = Readonly<Record<string, unknown>>;

const LABELS = { "app.kubernetes.io/name": "api" };

/** What stands around every good workload. */
const around = {
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
};

const REPLICATED = ["Deployment", "ReplicaSet", "ReplicationController", "Rollout", "StatefulSet"];

/** A workload whose pods carry labels, two of them where it says how many there are. */
function labelled(apiVersion: string, kind: string, pod: unknown): object {
  const group = apiVersion.includes("/") ? apiVersion.replace(/\/.*/, "") : "";
  const above = podPaths[group]?.[kind]?.slice(0, -1) ?? [];
  const bare = workload(apiVersion, kind, pod);
  const known = above.length === 0 ? bare.metadata : {};
  const manifest = replaced(bare, [...above, "metadata"], { ...known, labels: LABELS }) as object;
  return REPLICATED.includes(kind)
    ? (replaced(manifest, ["spec", "replicas"], 2) as object)
    : manifest;
}

/** A pod with any mix of good containers and volumes. */
const goodPod = fc.record({
  initContainers: fc.array(
    fc.constantFrom(container({ name: "i" }), container({ restartPolicy: "Always" })),
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
});

/** A stack that every rule accepts: one workload of any kind, and what it needs around it. */
export const goodStack: fc.Arbitrary<Stack> = fc
  .tuple(fc.constantFrom(...podKinds), goodPod)
  .map(([[apiVersion, kind], pod]) => ({ workload: labelled(apiVersion, kind, pod), ...around }));

/** The objects of a stack as the engine shows them. */
export const shownOf = (stack: Stack): Shown[] =>
  Object.entries(stack).map(([role, manifest]) =>
    resourceOf(manifest as Parameters<typeof resourceOf>[0], role),
  );
