import { makesPods } from "./pod-template.ts";
import {
  gather,
  isKind,
  namespaceOf,
  needed,
  type StackObject,
  type Stray,
} from "./stack-objects.ts";
import type { Subject } from "./subject.ts";

/** A namespace that the stack creates or puts pods in. */
export interface StackNamespace {
  readonly name: string;
  readonly cluster: string;
  /** Who puts pods in it, when the stack does not create it. */
  readonly user: string | undefined;
  readonly urn: string | undefined;
}

/** The namespaces of a stack, by what creates them and what uses them; strays are what cannot be placed. */
export function namespacesIn(subjects: readonly Subject[]): {
  readonly namespaces: readonly StackNamespace[];
  readonly strays: readonly Stray[];
} {
  const { found, strays } = gather(subjects, namespaceBy);
  const namespaces = new Map<string, StackNamespace>();
  for (const one of found) {
    const key = `${one.cluster} ${one.name}`;
    const first = namespaces.get(key);
    if (first === undefined || (first.user !== undefined && one.user === undefined)) {
      namespaces.set(key, one);
    }
  }
  return { namespaces: [...namespaces.values()], strays };
}

/** The namespace that an object creates, or puts pods in. */
function namespaceBy({ label, urn, cluster, object }: StackObject): StackNamespace | undefined {
  if (isKind(object, "", "Namespace")) {
    return { name: needed(object.props, "metadata", "name"), cluster, user: undefined, urn };
  }
  return makesPods(object) ? { name: namespaceOf(object), cluster, user: label, urn } : undefined;
}
