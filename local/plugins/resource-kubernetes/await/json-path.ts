import { isProperties } from "../../lib/marks.ts";
import type { Value } from "../../lib/struct.ts";
import { scalarText } from "../objects.ts";

type Pick = (value: Value) => readonly Value[];

const STEP =
  /^(?:\.(?<name>[\w-]+|\*)|\[(?<quote>['"])(?<quoted>.*?)\k<quote>\]|\[(?<index>-?\d+|\*)\]|\[\?\(@(?<inner>[.\w-]+)\s*(?<operator>==|!=)\s*(?<mark>['"]?)(?<operand>.*?)\k<mark>\)\])/;

/**
 * Reads a JSONPath: names, `['name']`, `[0]`, `[*]` and filters like `[?(@.type=="Ready")]`. Undefined for anything else,
 * so that it can be refused instead of being read as something different.
 */
export function parseJsonPath(path: string): Pick | undefined {
  let rest = path.replace(/^\$/, "");
  const picks: Pick[] = [];
  while (rest !== "") {
    const match = STEP.exec(rest);
    if (match === null) return undefined;
    picks.push(pickOf(match.groups ?? {}));
    rest = rest.slice(match[0].length);
  }
  return picks.length === 0
    ? undefined
    : (value) => picks.reduce<readonly Value[]>((found, pick) => found.flatMap(pick), [value]);
}

function pickOf(groups: Readonly<Record<string, string | undefined>>): Pick {
  const { name, quoted, index, inner, operator, operand } = groups;
  if (name === "*" || index === "*") return items;
  if (index !== undefined) return (value) => present(list(value).at(Number(index)));
  if (inner === undefined) return (value) => member(value, name ?? quoted ?? "");
  const path = parseJsonPath(inner) ?? (() => []);
  return (value) =>
    list(value).filter(
      (item) => path(item).some((found) => scalarText(found) === operand) === (operator === "=="),
    );
}

const present = (value: Value | undefined): readonly Value[] =>
  value === undefined ? [] : [value];
const list = (value: Value): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [];
const items = (value: Value): readonly Value[] =>
  isProperties(value) ? Object.values(value) : list(value);
const member = (value: Value, name: string): readonly Value[] =>
  isProperties(value) ? present(value[name]) : [];
