import { CannotTell, cannotTell, type Finding, placed, reasonOf } from "./finding.ts";
import { podPaths } from "./kinds.ts";
import { operatorKindOf, operatorPodLabels } from "./operator-pods.ts";
import { makesPods } from "./pod-template.ts";
import { type KubernetesObject, objectsOf, type Subject } from "./subject.ts";
import { field, isAbsent, isRecord, type Props, textAt } from "./values.ts";

/** An object of a stack, with what findings say about it. */
export interface StackObject {
  /** `Deployment "api"`, by its name in the program. */
  readonly label: string;
  readonly urn: string | undefined;
  /** The provider it is reached through: objects of one name in two clusters are two. */
  readonly cluster: string;
  readonly object: KubernetesObject;
}

/** A namespace that the stack creates or puts pods in. */
export interface StackNamespace {
  readonly name: string;
  readonly cluster: string;
  /** Who puts pods in it, when the stack does not create it. */
  readonly user: string | undefined;
  readonly urn: string | undefined;
}

/** All objects of the Kubernetes API in a stack; one that cannot be read is a finding. */
export function objectsIn(subjects: readonly Subject[]): {
  readonly objects: readonly StackObject[];
  readonly unreadable: readonly Finding[];
} {
  const objects: StackObject[] = [];
  const unreadable: Finding[] = [];
  for (const subject of subjects.filter(({ apiVersion }) => apiVersion !== "")) {
    const { kind, name, urn, provider: cluster = "" } = subject;
    for (const { where, read } of objectsOf(subject)) {
      const label = [`${kind} ${JSON.stringify(name)}`, where].join(" ").trimEnd();
      try {
        objects.push({ label, urn, cluster, object: read() });
      } catch (error) {
        unreadable.push(cannotTell(placed(label, reasonOf(error)), urn));
      }
    }
  }
  return { objects, unreadable };
}

/** The namespaces of a stack, by what creates them and what uses them; what cannot be placed is a finding. */
export function namespacesIn(objects: readonly StackObject[]): {
  readonly namespaces: readonly StackNamespace[];
  readonly unreadable: readonly Finding[];
} {
  const created = new Map<string, StackNamespace>();
  const used = new Map<string, StackNamespace>();
  const unreadable: Finding[] = [];
  for (const { label, urn, cluster, object } of objects) {
    try {
      if (isKind(object, "", "Namespace")) {
        const name = needed(object.props, "metadata", "name");
        created.set(`${cluster} ${name}`, { name, cluster, user: undefined, urn });
      } else if (makesPods(object)) {
        const name = namespaceOf(object);
        const key = `${cluster} ${name}`;
        if (!used.has(key)) used.set(key, { name, cluster, user: label, urn });
      }
    } catch (error) {
      unreadable.push(cannotTell(placed(label, reasonOf(error)), urn));
    }
  }
  return { namespaces: [...new Map([...used, ...created]).values()], unreadable };
}

/** Whether an object is of a kind; a patch is none, because it need not be there. */
export const isKind = (object: KubernetesObject, group: string, kind: string): boolean =>
  object.group === group && object.kind === kind && !object.patch;

/** A helm Release keeps it at the top; everything else in its metadata. Throws when it is unknown or not there yet. */
export const namespaceOf = ({ group, props }: KubernetesObject): string =>
  group === "helm.sh" ? needed(props, "namespace") : needed(props, "metadata", "namespace");

/** A text that has to be there. */
export function needed(props: Props, ...path: readonly string[]): string {
  const found = textAt(props, ...path);
  if (found === undefined) throw new CannotTell(`${path.join(".")} is not there yet`);
  return found;
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
