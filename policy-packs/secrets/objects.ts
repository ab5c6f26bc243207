import { each, type Finding, type Lazy } from "../lib/finding.ts";
import { type Judgement, notApplicable } from "../lib/rule.ts";
import { type KubernetesObject, objectsOf, type Subject } from "../lib/subject.ts";

/** An object with the item of the list it stands in; empty for an object by itself. */
export interface Placed {
  readonly where: string;
  readonly object: KubernetesObject;
}

/** Judges every object that a subject stands for, each by itself, or says that it is none of the API. */
export function judgeObjects(
  subject: Subject,
  judge: (placed: Placed) => Iterable<Finding>,
): Judgement {
  if (subject.apiVersion === "") return notApplicable("is not a Kubernetes object");
  return each(placedOf(subject), judge);
}

/** Judges the objects of one kind of the core that a subject stands for, or says that it has none. */
export function judgeKind(
  subject: Subject,
  kind: string,
  judge: (placed: Placed) => Iterable<Finding>,
): Judgement {
  if (subject.apiVersion === "") return notApplicable("is not a Kubernetes object");
  const meant = placedOf(subject).filter(({ read }) => {
    try {
      const { object } = read();
      return object.group === "" && object.kind === kind;
    } catch {
      return true;
    }
  });
  if (meant.length === 0) return notApplicable(`is no ${kind}`);
  return each(meant, judge);
}

const placedOf = (subject: Subject): readonly Lazy<Placed>[] =>
  objectsOf(subject).map(({ where, read }) => ({
    where,
    read: () => ({ where, object: read() }),
  }));
