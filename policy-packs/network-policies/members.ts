import { makesPods } from "../lib/pod-template.ts";
import { gather, type Gathered, namespaceOf, type StackObject } from "../lib/stack-objects.ts";
import { podLabelsOf } from "../lib/stack-pods.ts";
import type { Subject } from "../lib/subject.ts";
import type { Props } from "../lib/values.ts";

/** The pods that one object of the stack makes. */
export interface Member extends Omit<StackObject, "object"> {
  readonly namespace: string;
  /** What the pods carry; throws when somebody else writes them. */
  readonly labels: () => Props;
}

/** Everything in a stack that makes pods; strays are what may make some, nobody can tell whether or where. */
export const membersIn = (subjects: readonly Subject[]): Gathered<Member> =>
  gather(subjects, ({ object, ...rest }) =>
    makesPods(object)
      ? { ...rest, namespace: namespaceOf(object), labels: () => podLabelsOf(object) }
      : undefined,
  );
