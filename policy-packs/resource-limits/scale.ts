import { CannotTell, placed, reasonOf } from "../lib/finding.ts";
import { remember } from "../lib/remember.ts";
import { countsOf, readCount } from "../lib/replicas.ts";
import { isKind, namespaceOf, type StackObject } from "../lib/stack-objects.ts";
import { groupOf } from "../lib/subject.ts";
import { field, textAt } from "../lib/values.ts";

/** How many pods a workload has. */
export interface Scale {
  /** At the least: as many as it says, or as few as its autoscaler goes down to. */
  readonly least: number;
  /** Whether it ever has more than one. */
  readonly several: boolean;
}

/** Kinds that are scaled and whose pods a budget protects; the collector's operator writes budgets by itself. */
const PROTECTED: Readonly<Record<string, readonly string[]>> = {
  "": ["ReplicationController"],
  apps: ["Deployment", "ReplicaSet", "StatefulSet"],
  "argoproj.io": ["Rollout"],
  extensions: ["Deployment", "ReplicaSet"],
  "monitoring.coreos.com": ["Alertmanager", "Prometheus", "PrometheusAgent", "ThanosRuler"],
};

/** Whether an object is a workload that a budget is to protect. A patch is none: what it patches is judged where it is. */
export const isProtected = ({ object: { group, kind, patch } }: StackObject): boolean =>
  !patch && PROTECTED[group]?.includes(kind) === true;

/** Reads how many pods a workload has, autoscalers of the stack counted in. Throws when a part of it is unknown. */
export function scaleOf(workload: StackObject, objects: readonly StackObject[]): Scale {
  const [count] = countsOf(workload.object) ?? [];
  const own = count === undefined ? 1 : readCount(count, workload.object);
  const scaler = scalersIn(objects).find((one) => scales(one, workload));
  if (scaler === undefined) return { least: own, several: own > 1 };
  try {
    const counts = (countsOf(scaler.object) ?? []).map((one) => readCount(one, scaler.object));
    const [least = own, most = own] = counts;
    return { least, several: most > 1 };
  } catch (error) {
    throw new CannotTell(placed(scaler.label, reasonOf(error)));
  }
}

const scalersIn = remember((objects: readonly StackObject[]) =>
  objects.filter(({ object }) => isKind(object, "autoscaling", "HorizontalPodAutoscaler")),
);

function scales({ object, cluster, label }: StackObject, workload: StackObject): boolean {
  if (cluster !== workload.cluster) return false;
  const { group, kind, props } = workload.object;
  try {
    const target = field(object.props, "spec", "scaleTargetRef");
    return (
      field(target, "kind") === kind &&
      groupOf(textAt(target, "apiVersion") ?? "") === group &&
      field(target, "name") === field(props, "metadata", "name") &&
      namespaceOf(object) === namespaceOf(workload.object)
    );
  } catch (error) {
    throw new CannotTell(placed(label, reasonOf(error)));
  }
}
