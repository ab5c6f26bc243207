import { makesPods } from "../lib/pod-template.ts";
import { once } from "../lib/remember.ts";
import {
  gather,
  type Gathered,
  namespaceOf,
  objectsIn,
  type StackObject,
} from "../lib/stack-objects.ts";
import { lenderOf, podLabelsOf } from "../lib/stack-pods.ts";
import type { Subject } from "../lib/subject.ts";
import type { Props } from "../lib/values.ts";
import type { Policy } from "./policies.ts";

/** The pods that one object of the stack makes. */
export interface Member extends Omit<StackObject, "object"> {
  readonly namespace: string;
  /** What the pods carry; throws when somebody else writes them. */
  readonly labels: () => Props;
}

/**
 * Everything in a stack that makes pods; strays are what may make some, nobody can tell whether or where.
 *
 * Pods that a Rollout borrows are those of a Deployment: where it is in the stack they are counted there.
 */
export function membersIn(subjects: readonly Subject[]): Gathered<Member> {
  const { found: objects } = objectsIn(subjects);
  return gather(subjects, (one) => {
    const { object, ...rest } = one;
    // Throws where nobody can find the pods that it borrows.
    lenderOf(one, objects);
    return makesPods(object)
      ? { ...rest, namespace: namespaceOf(object), labels: once(() => podLabelsOf(object)) }
      : undefined;
  });
}

/** Whether a policy selects these pods, which are in its namespace. Throws when that hangs on what cannot be read. */
export function selects(policy: Policy, member: Member): boolean {
  const selector = policy.selector();
  return selector.selects === "all" || selector.matches(member.labels());
}
