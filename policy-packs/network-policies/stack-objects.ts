import { type KubernetesObject, objectsOf, type Subject } from "../lib/subject.ts";

/** One Kubernetes object of a stack, and where it came from. */
export interface StackObject {
  /** As messages name it: `Deployment "api"`, `List "it" items[0]`. */
  readonly label: string;
  /** The provider it is reached through: namespaces of one name in two clusters are two. */
  readonly cluster: string;
  readonly urn: string | undefined;
  /** Throws when it is not what its type claims. */
  readonly read: () => KubernetesObject;
}

/** Every Kubernetes object of a stack, those in lists included. */
export const stackObjects = (subjects: readonly Subject[]): readonly StackObject[] =>
  subjects
    .filter(({ apiVersion }) => apiVersion !== "")
    .flatMap((subject) => {
      const { kind, name, urn, provider: cluster = "" } = subject;
      return objectsOf(subject).map(({ where, read }) => {
        const label = [`${kind} ${JSON.stringify(name)}`, where].join(" ").trimEnd();
        return { label, cluster, urn, read };
      });
    });

/** Whether an object is of a kind in a group of the API. */
export const isKind = (object: KubernetesObject, group: string, kind: string): boolean =>
  object.group === group && object.kind === kind;
