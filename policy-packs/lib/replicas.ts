import { CannotTell } from "./finding.ts";
import type { KubernetesObject } from "./subject.ts";
import { field, isAbsent } from "./values.ts";

/** A field that says how many pods there may be at a time. */
export interface Count {
  readonly path: readonly string[];
  /** What Kubernetes or the operator takes when it is not set; undefined: it has to be set. */
  readonly unset?: number;
}

const REPLICAS: Count = { path: ["spec", "replicas"], unset: 1 };
const PARALLELISM: Count = { path: ["spec", "parallelism"], unset: 1 };
const none = (...path: readonly string[]): Count => ({ path, unset: 0 });

/** Every kind that says how many pods there are, with all fields that do. */
export const countsByKind: Readonly<Record<string, Readonly<Record<string, readonly Count[]>>>> = {
  "": { ReplicationController: [REPLICAS] },
  apps: { Deployment: [REPLICAS], ReplicaSet: [REPLICAS], StatefulSet: [REPLICAS] },
  "argoproj.io": { Rollout: [REPLICAS] },
  autoscaling: {
    HorizontalPodAutoscaler: [
      { path: ["spec", "minReplicas"], unset: 1 },
      { path: ["spec", "maxReplicas"] },
    ],
  },
  batch: {
    CronJob: [{ path: ["spec", "jobTemplate", "spec", "parallelism"], unset: 1 }],
    Job: [PARALLELISM],
  },
  extensions: { Deployment: [REPLICAS], ReplicaSet: [REPLICAS] },
  "monitoring.coreos.com": {
    Alertmanager: [REPLICAS],
    Prometheus: [REPLICAS],
    PrometheusAgent: [REPLICAS],
    ThanosRuler: [REPLICAS],
  },
  "opentelemetry.io": {
    OpenTelemetryCollector: [
      REPLICAS,
      none("spec", "autoscaler", "minReplicas"),
      none("spec", "autoscaler", "maxReplicas"),
      none("spec", "minReplicas"),
      none("spec", "maxReplicas"),
      none("spec", "targetAllocator", "replicas"),
    ],
    TargetAllocator: [REPLICAS],
  },
};

/** Kinds of which `spec.shards` multiplies the replicas (shardsNumber in pkg/prometheus/common.go of prometheus-operator v0.85.0). */
export const SHARDED: readonly string[] = ["Prometheus", "PrometheusAgent"];

/** The fields of an object that say how many pods there are; most kinds have none. */
export const countsOf = ({ group, kind }: KubernetesObject): readonly Count[] =>
  countsByKind[group]?.[kind] ?? [];

/** Reads a count; a patch that does not set it changes nothing. */
export function readCount(
  { path, unset }: Count,
  { props, kind, patch }: KubernetesObject,
): number {
  const found = field(props, ...path);
  const name = path.join(".");
  if (isAbsent(found)) {
    if (unset === undefined && !patch) throw new CannotTell(`${name} is not there yet`);
    if (name !== "spec.replicas" || !SHARDED.includes(kind)) return unset ?? 0;
  }
  const count = isAbsent(found) ? 1 : whole(found, name);
  if (name !== "spec.replicas" || !SHARDED.includes(kind)) return count;
  const shards = field(props, "spec", "shards");
  return count * (isAbsent(shards) ? 1 : Math.max(whole(shards, "spec.shards"), 1));
}

function whole(value: unknown, name: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new CannotTell(`${name} is ${JSON.stringify(value)}, no whole number`);
}
