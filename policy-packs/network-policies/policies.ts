import { CannotTell } from "../lib/finding.ts";
import { type Selector, selectorOf } from "../lib/selector.ts";
import { gather, type Gathered, isKind, needed, type StackObject } from "../lib/stack-objects.ts";
import type { Subject } from "../lib/subject.ts";
import { field, isAbsent, isEmpty, isRecord, textAt } from "../lib/values.ts";

export const DIRECTIONS = ["Ingress", "Egress"] as const;

export type Direction = (typeof DIRECTIONS)[number];

/** A NetworkPolicy of the stack; reading a part throws when it is unknown or not there yet. */
export interface Policy extends Omit<StackObject, "object"> {
  readonly namespace: () => string;
  /** Name in the cluster, when it has one already. */
  readonly name: () => string | undefined;
  readonly selector: () => Selector;
  /** Whether it lets any traffic through: a rule in a direction that it is of. */
  readonly allows: () => boolean;
  /** Directions in which it denies all traffic of all pods of its namespace. */
  readonly denied: () => readonly Direction[];
}

/** The NetworkPolicies of a stack; those of others are not understood, and a patch is no policy of its own. */
export const policiesIn = (subjects: readonly Subject[]): Gathered<Policy> =>
  gather(subjects, (one) =>
    isKind(one.object, "networking.k8s.io", "NetworkPolicy") ? policyOf(one) : undefined,
  );

function policyOf({ object: { props }, ...rest }: StackObject): Policy {
  return {
    ...rest,
    namespace: () => needed(props, "metadata", "namespace"),
    name: () => textAt(props, "metadata", "name"),
    selector: () => selectorOf(present(props["spec"], "podSelector")),
    allows: () => DIRECTIONS.some((direction) => allows(props["spec"], direction)),
    denied: () => DIRECTIONS.filter((direction) => denies(props["spec"], direction)),
  };
}

/** Selects every pod, is of that direction, and lets nothing through. */
function denies(spec: unknown, direction: Direction): boolean {
  const selector = present(spec, "podSelector");
  const types = present(spec, "policyTypes");
  if (!isRecord(selector) || !isEmpty(selector["matchLabels"])) return false;
  if (!isEmpty(selector["matchExpressions"])) return false;
  if (Object.keys(selector).some((key) => !key.startsWith("match"))) return false;
  if (!Array.isArray(types) || !types.includes(direction)) return false;
  return isEmpty(field(spec, direction.toLowerCase()));
}

/** Rules of a direction that a policy is not of are dead letters. */
function allows(spec: unknown, direction: Direction): boolean {
  const rules = field(spec, direction.toLowerCase());
  if (isEmpty(rules)) return false;
  if (!Array.isArray(rules)) throw new CannotTell(`spec.${direction.toLowerCase()} is not a list`);
  const types = present(spec, "policyTypes");
  return Array.isArray(types) && types.includes(direction);
}

/** What Kubernetes would fill in is not taken for granted: at preview it may not be there yet. */
function present(spec: unknown, key: string): unknown {
  const found = field(spec, key);
  if (isAbsent(found)) throw new CannotTell(`spec.${key} is not there yet`);
  return found;
}
