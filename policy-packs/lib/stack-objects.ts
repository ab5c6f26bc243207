import { CannotTell, cannotTell, type Finding, placed, reasonOf } from "./finding.ts";
import { type KubernetesObject, objectsOf, type Subject } from "./subject.ts";
import { type Props, textAt } from "./values.ts";

/** An object of a stack, with what findings say about it. */
export interface StackObject {
  /** As messages name it, by its name in the program: `Deployment "api"`, `List "it" items[0]`. */
  readonly label: string;
  readonly urn: string | undefined;
  /** The provider it is reached through: objects of one name in two clusters are two. */
  readonly cluster: string;
  readonly object: KubernetesObject;
}

/** An object of a stack of which nobody can tell what it is. */
export interface Stray extends Omit<StackObject, "object" | "label"> {
  /** Which one, and why. */
  readonly reason: string;
}

/** What was taken from a stack, and what stays in doubt. */
export interface Gathered<T> {
  readonly found: readonly T[];
  readonly strays: readonly Stray[];
}

/**
 * Goes over every object of the Kubernetes API in a stack, items of lists included, and keeps what `take` makes of it.
 *
 * An object that cannot be read, or of which `take` cannot tell, is a stray and hides no other.
 */
export function gather<T>(
  subjects: readonly Subject[],
  take: (one: StackObject) => T | undefined,
): Gathered<T> {
  const found: T[] = [];
  const strays: Stray[] = [];
  for (const subject of subjects.filter(({ apiVersion }) => apiVersion !== "")) {
    const { kind, name, urn, provider: cluster = "" } = subject;
    for (const { where, read } of objectsOf(subject)) {
      const label = [`${kind} ${JSON.stringify(name)}`, where].join(" ").trimEnd();
      try {
        const taken = take({ label, urn, cluster, object: read() });
        if (taken !== undefined) found.push(taken);
      } catch (error) {
        strays.push({ urn, cluster, reason: placed(label, reasonOf(error)) });
      }
    }
  }
  return { found, strays };
}

/** All objects of a stack. */
export const objectsIn = (subjects: readonly Subject[]): Gathered<StackObject> =>
  gather(subjects, (one) => one);

/** A stray as a finding. */
export const doubtOf = ({ reason, urn }: Stray): Finding => cannotTell(reason, urn);

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
