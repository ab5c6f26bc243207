import { CannotTell, each, type Finding, finding, type Lazy, placed } from "./finding.ts";
import { type Judgement, notApplicable } from "./rule.ts";
import { type KubernetesObject, objectsOf, type Subject } from "./subject.ts";
import { field, isAbsent, isRecord, type Props, unreadable } from "./values.ts";

/** An object to judge, and how to speak about it when it is one of a list. */
export interface Judgeable extends KubernetesObject {
  /** `items[0] ` in a list, else nothing. */
  readonly prefix: string;
  readonly say: (message: string) => Finding;
}

/** Names of kinds by API group. */
export type Kinds = Readonly<Record<string, readonly string[]>>;

export const isOf = ({ group, kind }: KubernetesObject, kinds: Kinds): boolean =>
  Object.hasOwn(kinds, group) && kinds[group]?.includes(kind) === true;

/** Judges the objects of these kinds, patches included, and says what a subject without one is not. */
export const judgeKinds = (
  subject: Subject,
  kinds: Kinds,
  what: string,
  judge: (object: Judgeable) => Iterable<Finding>,
): Judgement => judgeObjects(subject, (object) => isOf(object, kinds), judge, `is no ${what}`);

/** Judges each object of a subject that the rule concerns; where even that cannot be read, it cannot tell. */
export function judgeObjects(
  subject: Subject,
  concerns: (object: KubernetesObject) => boolean,
  judge: (object: Judgeable) => Iterable<Finding>,
  reason = "is none of its concern",
): Judgement {
  if (subject.apiVersion === "") return notApplicable("is not a Kubernetes object");
  const concerned = objectsOf(subject).flatMap(({ where, read }): Lazy<Judgeable>[] => {
    try {
      const object = read();
      const say = (message: string) => finding(placed(where, message));
      const prefix = where === "" ? "" : `${where} `;
      return concerns(object) ? [{ where, read: () => ({ ...object, prefix, say }) }] : [];
    } catch (error) {
      return [unreadable(where, error)];
    }
  });
  if (concerned.length === 0) return notApplicable(`${subject.kind} ${reason}`);
  return each(concerned, judge);
}

/** The map at a path, empty when it is absent; anything else is malformed and throws. */
export function mapAt(value: unknown, ...path: readonly string[]): Props {
  const found = field(value, ...path);
  if (isAbsent(found)) return {};
  if (isRecord(found)) return found;
  throw new CannotTell(`${path.join(".")} is not a map`);
}

/** A label or annotation, the empty text included; undefined when it is not set. */
export function entryOf(map: Props, key: string): string | undefined {
  const found = field(map, key);
  if (isAbsent(found)) return undefined;
  if (typeof found === "string") return found;
  throw new CannotTell(`${JSON.stringify(key)} is not a text`);
}
