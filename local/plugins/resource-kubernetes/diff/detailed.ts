import { isProperties, isUnknown } from "../../lib/marks.ts";
import type { Properties, Value } from "../../lib/struct.ts";
import type { Step } from "../objects.ts";
import { changeAt, touches } from "./matches.ts";
import { same } from "./merge-patch.ts";

export type Kind = "add" | "delete" | "update";

/** One change, as the engine shows it. */
export interface Change {
  readonly kind: Kind;
  /** The object has to be replaced for it. */
  readonly replace: boolean;
}

/** Changes by property path: `spec.ports[0].name`, `metadata.labels["a.b/c"]`. */
export type Changes = ReadonlyMap<string, Change>;

/** The three sides a change is seen from; undefined is "not there". */
interface Sides {
  readonly patch: Value | undefined;
  readonly old: Value | undefined;
  readonly input: Value | undefined;
}

/**
 * The changes a merge patch makes to `old` (live state, pruned to the old inputs), one per leaf.
 *
 * What new inputs do not mention and the old did not either is the server's own; lists are compared item by item,
 * because a merge patch carries them whole. Source: official provider, convertPatchToDiff and patchConverter.
 */
export function detailedDiff(
  patch: Properties,
  old: Properties,
  inputs: Properties,
  forceNew: readonly string[],
): Changes {
  const changes = new Map<string, Change>();

  function visit(
    path: readonly Step[],
    { patch: value, old: before, input }: Sides,
    inList: boolean,
  ): void {
    const removed = value === undefined || value === null;
    if (input === undefined && (!removed || before === undefined)) return;
    if (isProperties(value) && isProperties(before)) {
      visitMap(path, value, before, isProperties(input) ? input : {}, inList);
    } else if (Array.isArray(value) && Array.isArray(before)) {
      visitList(path, value as readonly Value[], before as readonly Value[], input);
    } else if (removed || before === undefined || !same(value, before)) {
      const change = changeAt(path, value ?? null);
      changes.set(pathText(path), {
        kind: kindOf(removed, before, input),
        replace: forceNew.some((field) => touches(change, field)),
      });
    }
  }

  function visitMap(
    path: readonly Step[],
    value: Properties,
    before: Properties,
    input: Properties,
    inList: boolean,
  ): void {
    const names = new Set([...Object.keys(value), ...(inList ? Object.keys(before) : [])]);
    for (const name of names) {
      visit([...path, name], { patch: value[name], old: before[name], input: input[name] }, inList);
    }
  }

  function visitList(
    path: readonly Step[],
    value: readonly Value[],
    before: readonly Value[],
    input: Value | undefined,
  ): void {
    const inputs = Array.isArray(input) ? (input as readonly Value[]) : [];
    for (let index = 0; index < Math.max(value.length, before.length); index += 1) {
      visit(
        [...path, index],
        { patch: value[index], old: before[index], input: inputs[index] },
        true,
      );
    }
  }

  visitMap([], patch, old, inputs, false);
  return changes;
}

/** A removal, unless an unknown stands there: that is a change whose outcome nobody knows yet. */
function kindOf(removed: boolean, before: Value | undefined, input: Value | undefined): Kind {
  if (removed && !isUnknown(input)) return "delete";
  return before === undefined ? "add" : "update";
}

function pathText(path: readonly Step[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    if (/[."[\]]/.test(step)) return `${text}["${step.replaceAll('"', '\\"')}"]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}
