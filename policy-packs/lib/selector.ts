import { CannotTell } from "./finding.ts";
import { field, isAbsent, isEmpty, isRecord, type Props } from "./values.ts";

/** A label selector as Kubernetes reads it. */
export interface Selector {
  /** "all": it is empty; "none": there is none; "some": it depends on labels. */
  readonly selects: "all" | "none" | "some";
  /** Whether it selects what carries these labels. Throws when a label on which that hangs is unknown or no text. */
  readonly matches: (labels: unknown) => boolean;
}

/** One demand on the labels. Throws when the label it asks for cannot be read. */
type Requirement = (labels: Props) => boolean;

/**
 * Reads a `LabelSelector`: `matchLabels` and `matchExpressions`, all of which have to hold.
 *
 * An empty selector selects everything and none selects nothing, as in LabelSelectorAsSelector of apimachinery. Throws
 * when a part of it is unknown, or is nothing that the API server would take.
 */
export function selectorOf(selector: unknown): Selector {
  if (isAbsent(selector)) return { selects: "none", matches: () => false };
  if (!isRecord(selector)) throw new CannotTell("the selector is not an object");
  const requirements = [
    ...equalities(selector["matchLabels"]),
    ...expressions(selector["matchExpressions"]),
  ];
  if (requirements.length > 0) return { selects: "some", matches: all(requirements) };
  const strange = Object.keys(selector).find(
    (key) => key !== "matchLabels" && key !== "matchExpressions" && !isAbsent(selector[key]),
  );
  if (strange === undefined) return { selects: "all", matches: () => true };
  throw new CannotTell(`nobody knows how ${strange} selects`);
}

/** Reads the plain map of a Service or a ReplicationController: none and an empty one select nothing. */
export function plainSelectorOf(labels: unknown): Selector {
  const requirements = equalities(labels);
  if (requirements.length === 0) return { selects: "none", matches: () => false };
  return { selects: "some", matches: all(requirements) };
}

/** One requirement that surely fails decides, whatever of the others can be read. */
const all =
  (requirements: readonly Requirement[]) =>
  (labels: unknown): boolean => {
    if (!isAbsent(labels) && !isRecord(labels)) throw new CannotTell("labels is not an object");
    let doubt: { readonly error: unknown } | undefined;
    for (const holds of requirements) {
      try {
        if (!holds(labels ?? {})) return false;
      } catch (error) {
        doubt ??= { error };
      }
    }
    if (doubt !== undefined) throw doubt.error;
    return true;
  };

function equalities(labels: unknown): readonly Requirement[] {
  if (isAbsent(labels)) return [];
  if (!isRecord(labels)) throw new CannotTell("matchLabels is not an object");
  return Object.keys(labels).map((key) => {
    const wanted = labels[key];
    if (typeof wanted !== "string") throw new CannotTell(`matchLabels.${key} is not a text`);
    return (found) => labelAt(found, key) === wanted;
  });
}

function expressions(list: unknown): readonly Requirement[] {
  if (isAbsent(list)) return [];
  if (!Array.isArray(list)) throw new CannotTell("matchExpressions is not a list");
  const known: readonly unknown[] = list;
  return Array.from(known, (expression, i) => expressionOf(expression, `matchExpressions[${i}]`));
}

function expressionOf(expression: unknown, where: string): Requirement {
  const key = field(expression, "key");
  if (typeof key !== "string" || key === "") throw new CannotTell(`${where} names no key`);
  const operator = field(expression, "operator");
  const values = field(expression, "values");
  if (operator === "Exists" || operator === "DoesNotExist") {
    if (!isEmpty(values)) throw new CannotTell(`${where} has values for ${operator}`);
    return (labels) => (labelAt(labels, key) !== undefined) === (operator === "Exists");
  }
  if (operator !== "In" && operator !== "NotIn")
    throw new CannotTell(`${where} has the operator ${JSON.stringify(operator)}, which is none`);
  const texts = textsOf(values, where);
  return (labels) => {
    const label = labelAt(labels, key);
    return (label !== undefined && texts.includes(label)) === (operator === "In");
  };
}

function textsOf(values: unknown, where: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(values) ? values : [];
  const texts = Array.from(list, (value) => {
    if (typeof value !== "string") throw new CannotTell(`${where} has a value that is no text`);
    return value;
  });
  if (texts.length === 0) throw new CannotTell(`${where} has no values`);
  return texts;
}

/** An empty text is a value of a label; null is none that Kubernetes could tell from it. */
function labelAt(labels: Props, key: string): string | undefined {
  if (!Object.hasOwn(labels, key)) return undefined;
  const found = labels[key];
  if (found === undefined || typeof found === "string") return found;
  throw new CannotTell(`label ${key} is not a text`);
}
