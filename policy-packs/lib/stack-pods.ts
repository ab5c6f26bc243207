import { CannotTell } from "./finding.ts";
import { podPaths } from "./kinds.ts";
import { operatorKindOf, operatorPodLabels } from "./operator-pods.ts";
import { isKind, namespaceOf, type StackObject } from "./stack-objects.ts";
import type { KubernetesObject } from "./subject.ts";
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

/** The object that writes out the pods of another: itself, or the Deployment that a Rollout borrows them from. */
export function lenderOf(borrower: StackObject, objects: readonly StackObject[]): StackObject {
  const { cluster, object } = borrower;
  const { group, kind, props } = object;
  const lender = field(props, "spec", "workloadRef", "name");
  if (group !== "argoproj.io" || kind !== "Rollout" || isAbsent(lender)) return borrower;
  if (isRecord(field(props, "spec", "template"))) return borrower;
  const found = objects.find(
    (one) =>
      one.cluster === cluster &&
      isKind(one.object, "apps", "Deployment") &&
      field(one.object.props, "metadata", "name") === lender &&
      namespaceOf(one.object) === namespaceOf(object),
  );
  if (found !== undefined) return found;
  throw new CannotTell(`Deployment ${JSON.stringify(lender)}, whose pods it borrows, is not here`);
}
