import { each, type Finding, type Lazy } from "../lib/finding.ts";
import { type Judgement, notApplicable } from "../lib/rule.ts";
import { type KubernetesObject, objectsOf, type Subject } from "../lib/subject.ts";
import { unreadable } from "../lib/values.ts";

/** Kinds by the group of the API they are in. */
export type Kinds = Readonly<Record<string, readonly string[]>>;

export interface Found {
  readonly object: KubernetesObject;
  /** What messages about it start with: `items[0] ` in a list, else nothing. */
  readonly prefix: string;
}

/** Whether an object is of one of these kinds. */
export const isOneOf = (kinds: Kinds, { group, kind }: KubernetesObject): boolean =>
  kinds[group]?.includes(kind) === true;

/** Judges every object of these kinds that a subject stands for, patches included; says what it is not otherwise. */
export function judgeKinds(
  subject: Subject,
  kinds: Kinds,
  what: string,
  judge: (found: Found) => Iterable<Finding>,
): Judgement {
  if (subject.apiVersion === "") return notApplicable("is not a Kubernetes object");
  const concerned = objectsOf(subject).flatMap(({ where, read }): Lazy<KubernetesObject>[] => {
    try {
      const object = read();
      return isOneOf(kinds, object) ? [{ where, read: () => object }] : [];
    } catch (error) {
      return [unreadable(where, error)];
    }
  });
  if (concerned.length === 0) return notApplicable(`${subject.kind} is no ${what}`);
  const found = concerned.map(({ where, read }) => ({
    where,
    read: () => ({ object: read(), prefix: where === "" ? "" : `${where} ` }),
  }));
  return each(found, judge);
}
