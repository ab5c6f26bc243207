import type { Matched } from "../lib/admission.ts";
import { each, type Finding, finding, type Lazy, placed, seen, unseen } from "../lib/finding.ts";
import { cisKubernetes } from "../lib/frameworks.ts";
import { operatorResources } from "../lib/operator-cel.ts";
import { countsByKind, countsOf, readCount, SHARDED } from "../lib/replicas.ts";
import { notApplicable, resourceRule } from "../lib/rule.ts";
import { type KubernetesObject, objectsOf } from "../lib/subject.ts";
import { unreadable } from "../lib/values.ts";
import { countOption } from "./amounts.ts";

/** The subresource is how `kubectl scale` and autoscalers change the number; it says `spec.replicas` too. */
const celWithScale = (...resources: readonly string[]): string[] =>
  resources.flatMap((resource) => [resource, `${resource}/scale`]);

const CEL_SCALED: readonly Matched[] = [
  { group: "", resources: celWithScale("replicationcontrollers") },
  { group: "apps", resources: celWithScale("deployments", "replicasets", "statefulsets") },
  { group: "argoproj.io", resources: celWithScale("rollouts") },
  { group: "autoscaling", resources: ["horizontalpodautoscalers"] },
  { group: "batch", resources: ["cronjobs", "jobs"] },
  ...operatorResources,
];

/** Nothing grows, by hand or by itself, beyond what somebody decided to pay for. */
export const replicaCeiling = resourceRule({
  pack: "resource-limits",
  name: "replica-ceiling",
  severity: "medium",
  level: "mandatory",
  description:
    "No workload has more pods at a time than the ceiling of its environment, and no autoscaler may make more.",
  remediation:
    "lower the number of pods, or raise maxReplicas of this rule in policy-packs/all/config.<env>.json",
  framework: cisKubernetes("5.7 General Policies"),
  options: {
    maxReplicas: countOption("Most pods that one workload may have at a time.", 3),
  },
  judge: (subject, { maxReplicas }) => {
    const scaled = objectsOf(subject).flatMap(isScaled);
    if (scaled.length === 0) return notApplicable("makes no number of pods");
    return each(scaled, ({ where, object }) => judge(where, object, maxReplicas));
  },
  admission: {
    match: CEL_SCALED,
    validations: ({ maxReplicas }) => [
      {
        expression: `[${celCounts().join(", ")}].all(n, !n.hasValue() || (int(n.value()) == n.value() && int(n.value()) >= 0 && int(n.value()) <= ${maxReplicas}))`,
        message: `it has, or may grow to, more than ${maxReplicas} pods at a time`,
      },
      {
        expression: `!(object.kind in ['${SHARDED.join("', '")}']) || int(object.?spec.?replicas.orValue(1)) * int(object.?spec.?shards.orValue(1)) <= ${maxReplicas}`,
        message: `it has more than ${maxReplicas} pods in all its shards`,
      },
      {
        expression:
          "object.kind != 'HorizontalPodAutoscaler' || int(object.spec.?minReplicas.orValue(1)) <= int(object.spec.maxReplicas)",
        message: "its minReplicas is above its maxReplicas",
      },
    ],
  },
});

interface Scaled {
  readonly where: string;
  readonly object: KubernetesObject;
}

/** Keeps what says how many pods there are, and what cannot be read. */
function isScaled({ where, read }: Lazy<KubernetesObject>): Lazy<Scaled>[] {
  try {
    const object = read();
    return countsOf(object).length === 0 ? [] : [{ where, read: () => ({ where, object }) }];
  } catch (error) {
    return [unreadable(where, error)];
  }
}

function* judge(where: string, object: KubernetesObject, most: number): Iterable<Finding> {
  const read = new Map<string, number>();
  for (const count of countsOf(object)) {
    const name = count.path.join(".");
    const found = yield* seen({ where, read: () => readCount(count, object) });
    if (found === unseen) continue;
    read.set(name, found);
    if (found <= most) continue;
    const shards = SHARDED.includes(object.kind) ? " in all its shards" : "";
    yield finding(
      placed(where, `${name} lets it have ${found} pods${shards}, above the ceiling of ${most}`),
    );
  }
  if (object.kind !== "HorizontalPodAutoscaler" || object.patch) return;
  const [low, high] = [read.get("spec.minReplicas"), read.get("spec.maxReplicas")];
  if (low === undefined || high === undefined || low <= high) return;
  yield finding(placed(where, `spec.minReplicas ${low} is above spec.maxReplicas ${high}`));
}

/** Every field of any kind that is a number of pods: what a kind does not have is not set. */
function celCounts(): string[] {
  const counts = Object.values(countsByKind).flatMap((kinds) => Object.values(kinds).flat());
  return [...new Set(counts.map(({ path }) => `object${path.map((key) => `.?${key}`).join("")}`))];
}
