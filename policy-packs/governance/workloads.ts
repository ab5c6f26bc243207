import { CannotTell, cannotTell, type Finding, placed, reasonOf } from "../lib/finding.ts";
import { isOf, mapAt } from "../lib/objects.ts";
import { podMap } from "../lib/pod-metadata.ts";
import { type Pod, podOf } from "../lib/pod-template.ts";
import { once } from "../lib/remember.ts";
import { type KubernetesObject, objectsOf, type Subject } from "../lib/subject.ts";
import { type Props, textAt } from "../lib/values.ts";
import { RBAC } from "./rbac.ts";

/** An object of a stack, and where it is. */
export interface Placed {
  readonly label: string;
  readonly urn: string | undefined;
  /** The provider it is reached through: namespaces of one name in two clusters are two. */
  readonly cluster: string;
  readonly object: KubernetesObject;
}

/** Something that makes pods; reading a part throws when it is unknown, out of sight or not there yet. */
export interface Workload extends Placed {
  readonly pod: () => Pod;
  readonly labels: () => Props;
  readonly annotations: () => Props;
}

/** The objects of a stack that say who may do what. */
export interface StackObjects {
  readonly workloads: readonly Workload[];
  readonly networkPolicies: readonly Placed[];
  readonly namespaces: readonly Placed[];
  readonly bindings: readonly Placed[];
  readonly roles: readonly Placed[];
  /** One finding for each object of which nobody can tell what it is. */
  readonly unreadable: readonly Finding[];
}

export function stackObjects(subjects: readonly Subject[]): StackObjects {
  const workloads: Workload[] = [];
  const others: Placed[] = [];
  const unreadable: Finding[] = [];
  for (const subject of subjects.filter(({ apiVersion }) => apiVersion !== "")) {
    const { kind, name, urn, provider: cluster = "" } = subject;
    for (const { where, read } of objectsOf(subject)) {
      const label = [`${kind} ${JSON.stringify(name)}`, where].join(" ").trimEnd();
      try {
        const object = read();
        const placedObject = { label, urn, cluster, object };
        const pod = podOf("", object);
        if (pod === undefined) others.push(placedObject);
        else workloads.push(workloadOf(placedObject, pod));
      } catch (error) {
        unreadable.push(cannotTell(placed(label, reasonOf(error)), urn));
      }
    }
  }
  const of = (group: string, ...kinds: string[]) =>
    others.filter(({ object }) => !object.patch && isOf(object, { [group]: kinds }));
  return {
    workloads,
    networkPolicies: of("networking.k8s.io", "NetworkPolicy"),
    namespaces: of("", "Namespace"),
    bindings: of(RBAC, "ClusterRoleBinding", "RoleBinding"),
    roles: of(RBAC, "ClusterRole", "Role"),
    unreadable,
  };
}

const workloadOf = (where: Placed, pod: () => Pod): Workload => ({
  ...where,
  pod,
  labels: once(() => podMap(where.object, "labels")),
  annotations: () => podMap(where.object, "annotations"),
});

/** The name of an object, or another text in its metadata. */
export function needed({ object }: Placed, key: "name" | "namespace"): string {
  const found = textAt(mapAt(object.props, "metadata"), key);
  if (found !== undefined) return found;
  throw new CannotTell(`metadata.${key} is not there yet`);
}
