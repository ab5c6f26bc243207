import type { Finding } from "../lib/finding.ts";
import { isOf } from "../lib/objects.ts";
import { podMap } from "../lib/pod-metadata.ts";
import { type Pod, podOf } from "../lib/pod-template.ts";
import { doubtOf, gather, needed as neededIn, type StackObject } from "../lib/stack-objects.ts";
import type { Subject } from "../lib/subject.ts";
import type { Props } from "../lib/values.ts";
import { RBAC } from "./rbac.ts";

/** Something that makes pods; reading a part throws when it is unknown, out of sight or not there yet. */
export interface Workload extends StackObject {
  readonly pod: () => Pod;
  readonly labels: () => Props;
  readonly annotations: () => Props;
}

/** The objects of a stack that say who may do what. */
export interface StackObjects {
  readonly workloads: readonly Workload[];
  readonly networkPolicies: readonly StackObject[];
  readonly namespaces: readonly StackObject[];
  readonly bindings: readonly StackObject[];
  readonly roles: readonly StackObject[];
  /** One finding for each object of which nobody can tell what it is. */
  readonly unreadable: readonly Finding[];
}

export function stackObjects(subjects: readonly Subject[]): StackObjects {
  const others: StackObject[] = [];
  const { found: workloads, strays } = gather(subjects, (one) => {
    const pod = podOf("", one.object);
    if (pod !== undefined) return workloadOf(one, pod);
    others.push(one);
    return undefined;
  });
  const of = (group: string, ...kinds: string[]) =>
    others.filter(({ object }) => !object.patch && isOf(object, { [group]: kinds }));
  return {
    workloads,
    networkPolicies: of("networking.k8s.io", "NetworkPolicy"),
    namespaces: of("", "Namespace"),
    bindings: of(RBAC, "ClusterRoleBinding", "RoleBinding"),
    roles: of(RBAC, "ClusterRole", "Role"),
    unreadable: strays.map(doubtOf),
  };
}

const workloadOf = (one: StackObject, pod: () => Pod): Workload => ({
  ...one,
  pod,
  labels: () => podMap(one.object, "labels"),
  annotations: () => podMap(one.object, "annotations"),
});

/** The name of an object, or another text in its metadata. */
export const needed = ({ object }: StackObject, key: "name" | "namespace"): string =>
  neededIn(object.props, "metadata", key);
