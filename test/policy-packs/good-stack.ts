import * as fc from "fast-check";

import { resourceOf } from "./fixtures/fixture.ts";
import {
  AROUND_CONTAINERS,
  container,
  IMAGE,
  initContainer,
  podKinds,
  REGISTRIES,
  workload,
} from "./fixtures/workloads.ts";
import type { Shown } from "../support/evaluate.ts";

/** Settings under which the good stack is good, by the name of the rule; the strictest hold for the rest. */
export const goodSettings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "provenance/image-registry": REGISTRIES,
};

/** Objects of a stack by the role they play in it. */
export type Stack = Readonly<Record<string, unknown>>;

/** What stands around every good workload. */
const around = {
  deny: {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "deny", namespace: "core" },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] },
  },
};

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
