import { CannotTell, placed, reasonOf } from "../lib/finding.ts";
import { carries } from "../lib/kinds.ts";
import { operatorKindOf, operatorPodLabels } from "../lib/operator-pods.ts";
import { makesPods } from "../lib/pod-template.ts";
import { once } from "../lib/remember.ts";
import type { KubernetesObject, Subject } from "../lib/subject.ts";
import { field } from "../lib/values.ts";
import { namespaceOf } from "./places.ts";
import { stackObjects } from "./stack-objects.ts";

/** The pods that one object of the stack makes. */
export interface Member {
  readonly label: string;
  readonly cluster: string;
  readonly urn: string | undefined;
  readonly namespace: string;
  /** What the pods carry; throws when somebody else writes them. */
  readonly labels: () => unknown;
}

/** Something of which nobody can tell whether, or where, it makes pods. */
export interface Stray {
  readonly cluster: string;
  readonly urn: string | undefined;
  readonly reason: string;
}

/** Groups in which what holds the pod's spec holds its labels beside it, and nobody adds or drops one. */
const PLAIN = ["", "apps", "argoproj.io", "batch", "extensions"];

/** Everything in a stack that makes pods. */
export function membersIn(subjects: readonly Subject[]) {
  const members: Member[] = [];
  const strays: Stray[] = [];
  for (const { label, cluster, urn, read } of stackObjects(subjects)) {
    try {
      const object = read();
      if (!makesPods(object)) continue;
      const namespace = namespaceOf(object);
      const carried = once(() => ({ labels: labelsOf(object) }));
      members.push({ label, cluster, urn, namespace, labels: () => carried().labels });
    } catch (error) {
      strays.push({ cluster, urn, reason: placed(label, reasonOf(error)) });
    }
  }
  return { members, strays };
}

function labelsOf(object: KubernetesObject): unknown {
  const operator = operatorKindOf(object);
  if (operator !== undefined) return operatorPodLabels(operator, object);
  const carried = carries(object);
  if (typeof carried === "string" || !PLAIN.includes(object.group)) {
    throw new CannotTell(`nobody can tell the labels of the pods of a ${object.kind}`);
  }
  return field(object.props, ...carried.slice(0, -1), "metadata", "labels");
}
