import { CannotTell } from "./finding.ts";
import { isBorrower, podPaths } from "./kinds.ts";
import { operatorKindOf, operatorPodLabels } from "./operator-pods.ts";
import { isKind, namespaceOf, needed, type StackObject } from "./stack-objects.ts";
import { groupOf, type KubernetesObject } from "./subject.ts";
import { field, isAbsent, isRecord, type Props } from "./values.ts";

/** The labels of the pods that an object makes. Throws when nobody can tell. */
export function podLabelsOf(object: KubernetesObject): Props {
  const { group, kind, props } = object;
  const operator = operatorKindOf(object);
  if (operator !== undefined) return operatorPodLabels(operator, object);
  const path = podPaths[group]?.[kind];
  if (path === undefined) throw new CannotTell(`the labels of the pods of a ${kind} do not show`);
  const labels = field(props, ...path.slice(0, -1), "metadata", "labels");
  if (isAbsent(labels)) return {};
  if (!isRecord(labels)) throw new CannotTell("the labels of its pods are not an object");
  return labels;
}

/** The object that writes out the pods of another: itself, or the one that a Rollout borrows them from. */
export function lenderOf(borrower: StackObject, objects: readonly StackObject[]): StackObject {
  const { cluster, object } = borrower;
  if (!isBorrower(object)) return borrower;
  const said = (key: string) => needed(object.props, "spec", "workloadRef", key);
  const [group, kind, name] = [groupOf(said("apiVersion")), said("kind"), said("name")];
  const found = objects.find(
    (one) =>
      one.cluster === cluster &&
      isKind(one.object, group, kind) &&
      field(one.object.props, "metadata", "name") === name &&
      namespaceOf(one.object) === namespaceOf(object),
  );
  if (found !== undefined) return found;
  throw new CannotTell(`${kind} ${JSON.stringify(name)}, whose pods it borrows, is not here`);
}
