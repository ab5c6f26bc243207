import { inPods, specOf, workloadsIn } from "./pods.ts";
import {
  changedAt,
  each,
  type KubernetesObject,
  type Transform,
} from "../../lib/install/transform.ts";
import { spreadOver } from "../../lib/spread.ts";

/** A PodDisruptionBudget for every workload of several pods: one of them at a time may be taken away. */
export const disruptionBudgets = (
  objects: readonly KubernetesObject[],
): readonly KubernetesObject[] =>
  workloadsIn(objects)
    .filter((workload) => (specOf(workload).replicas ?? 1) > 1)
    .map((workload) => ({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: {
        name: workload.metadata.name,
        ...(workload.metadata.namespace !== undefined && {
          namespace: workload.metadata.namespace,
        }),
      },
      spec: { maxUnavailable: 1, selector: { matchLabels: { ...labelsOf(workload) } } },
    }));

/**
 * Spreads the pods of a workload of several over zones and nodes, as far as there are any.
 *
 * Where upstream demands different nodes for good reason (its anti-affinity), that stays in force besides.
 */
export const spread: Transform = inPods((template, workload) =>
  (specOf(workload).replicas ?? 1) < 2
    ? template
    : {
        ...template,
        spec: {
          ...template.spec,
          topologySpreadConstraints: spreadOver(labelsOf(workload)),
        },
      },
);

/** Replicas by name of the workload; the others keep what upstream says. */
export const withReplicas = (replicas: Readonly<Record<string, number>>): Transform =>
  each((object) => {
    const count = replicas[object.metadata.name];
    if (count === undefined || workloadsIn([object]).length === 0) return object;
    return changedAt(object, ["spec", "replicas"], () => count);
  });

const labelsOf = (workload: KubernetesObject): Readonly<Record<string, string>> =>
  specOf(workload).selector.matchLabels;
