import { cannotTell, type Finding, finding, placed, reasonOf } from "../lib/finding.ts";
import { podPaths } from "../lib/kinds.ts";
import { isRecord, type Props } from "../lib/values.ts";
import type { Placed } from "./objects.ts";

type Way = readonly (string | number)[];

/** A text somewhere in an object. */
export interface Text {
  /** What it is called: its key, the key of its list, or the name beside a "value". */
  readonly name: string;
  readonly text: string;
  /** Where it is, from the object on; valid during the call only. */
  readonly way: Way;
}

/** Reads every text of an object but those judged elsewhere; what a look says of one becomes a finding that says where. */
export function lookThrough(
  { where, object }: Placed,
  look: (text: Text) => string | undefined,
  elsewhere: (object: Placed["object"], way: Way) => boolean = () => false,
): readonly Finding[] {
  const findings: Finding[] = [];
  const way: (string | number)[] = [];
  const prefix = where === "" ? "" : `${where}.`;
  const visit = (name: string, value: unknown): void => {
    if (typeof value === "string") {
      const said = look({ name, text: value, way });
      if (said !== undefined) findings.push(finding(`${prefix}${pathOf(way)} ${said}`));
    } else if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i += 1) step(name, value as unknown as Props, i);
    } else if (isRecord(value)) {
      for (const key of Object.keys(value)) step(key, value, key);
    }
  };
  const step = (name: string, holder: Props, key: string | number): void => {
    way.push(key);
    try {
      if (isPlain(object, way) && !elsewhere(object, way)) {
        visit(name === "value" ? siblingOf(holder) : name, holder[key]);
      }
    } catch (error) {
      findings.push(cannotTell(placed(where, reasonOf(error))));
    }
    way.pop();
  };
  visit("", object.props);
  return findings;
}

/** The name beside a value, as in `{name: DB_PASSWORD, value: …}`. */
function siblingOf(record: Props): string {
  const name = Object.hasOwn(record, "name") ? record["name"] : undefined;
  return typeof name === "string" ? name : "value";
}

const CIPHERTEXT = new Set(["encryptedData", "data"]);

/**
 * Whether what is there can be a credential in plain text.
 *
 * Not so what the API server writes itself, what a Secret holds (refused as a whole), and what is sealed.
 */
function isPlain({ group, kind }: Placed["object"], way: Way): boolean {
  const [first, second] = way;
  if (way.length === 1) {
    if (first === "status") return false;
    return first === "metadata" || !(group === "" && kind === "Secret");
  }
  if (first === "metadata") return second === "annotations" || second === "labels";
  const sealed = group === "bitnami.com" && kind === "SealedSecret";
  return !(sealed && first === "spec" && CIPHERTEXT.has(String(second)));
}

/** `spec.containers[0].env`, with keys in quotes that are no words. */
export const pathOf = (way: Way): string =>
  way
    .map((key, i) => {
      if (typeof key === "number") return `[${key}]`;
      if (!/^\w+$/.test(key)) return `[${JSON.stringify(key)}]`;
      return i === 0 ? key : `.${key}`;
    })
    .join("");

const LISTS: readonly unknown[] = ["containers", "initContainers", "ephemeralContainers"];
const PARTS: readonly unknown[] = ["env", "command", "args"];

/** Whether it is env, command or arguments of a container that is written out, or data of a ConfigMap. */
export function isJudgedByPlace({ group, kind }: Placed["object"], way: Way): boolean {
  if (group === "" && kind === "ConfigMap") return way[0] === "data";
  const path = podPaths[group]?.[kind];
  if (path === undefined) return false;
  const { length } = path;
  return (
    PARTS.includes(way[length + 2]) &&
    LISTS.includes(way[length]) &&
    path.every((key, i) => key === way[i])
  );
}
