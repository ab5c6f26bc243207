import { isProperties } from "../lib/marks.ts";
import type { Properties } from "../lib/struct.ts";
import { covers, pick, restricted, union, type FieldSet } from "./fields-v1.ts";
import { isOurFieldManager } from "./naming.ts";
import { listAt, mapAt, textAt } from "./objects.ts";

/** Who manages what, as an object carries it in `metadata.managedFields`. */
export type Entries = readonly Properties[];

/**
 * Managers whose changes an update takes over instead of meeting them as a conflict, by the beginning of their name and
 * the operation: what people did with kubectl, and what a client-side create of ours left. Changes through a subresource
 * (kubectl scale) stay theirs. Source: official provider, fixCSAFieldManagers, and fluxcd/pkg/ssa
 * PatchReplaceFieldsManagers.
 */
const TAKEN_OVER = [
  ["kubectl", "Apply"],
  ["kubectl", "Update"],
  ["before-first-apply", "Update"],
  ["pulumi-kubernetes", "Update"],
  ["pulumi-resource-kubernetes", "Update"],
] as const;

const entriesOf = (object: Properties): Entries =>
  listAt(object, "metadata", "managedFields").filter(isProperties);
const managerOf = (entry: Properties): string => textAt(entry, "manager");
const fieldsOf = (entry: Properties): FieldSet => mapAt(entry, "fieldsV1");
const isApply = (entry: Properties): boolean => entry["operation"] === "Apply";

/** True when an update takes over what that manager did; `subresource` is "" for changes of the object itself. */
export function isTakenOver(manager: string, operation: string, subresource: string): boolean {
  if (subresource !== "") return false;
  return TAKEN_OVER.some(([name, kind]) => manager.startsWith(name) && operation === kind);
}

/** The managed fields after `manager` took over; undefined when there is nothing to take over. */
export function takenOver(object: Properties, manager: string): Entries | undefined {
  const isTaken = (entry: Properties): boolean =>
    isTakenOver(managerOf(entry), textAt(entry, "operation"), textAt(entry, "subresource"));
  const isOwn = (entry: Properties): boolean => managerOf(entry) === manager && isApply(entry);
  const entries = entriesOf(object);
  const taken = entries.filter((entry) => isTaken(entry) && !isOwn(entry));
  if (taken.length === 0) return undefined;
  const own = entries.find(isOwn) ?? { ...taken[0], manager, operation: "Apply" };
  const fieldsV1 = [own, ...taken].map(fieldsOf).reduce(union);
  return [...entries.filter((entry) => !isTaken(entry) && !isOwn(entry)), { ...own, fieldsV1 }];
}

/**
 * The managed fields after a create of ours, as if it had been a server-side apply of `inputs`: a plain create makes its
 * manager the owner of every default as well, an apply only of what it says. Undefined when there is nothing to change.
 */
export function asApplied(
  object: Properties,
  manager: string,
  inputs: Properties,
): Entries | undefined {
  const entries = entriesOf(object);
  const index = entries.findIndex((entry) => managerOf(entry) === manager && !isApply(entry));
  const entry = entries[index];
  if (entry === undefined) return undefined;
  const fieldsV1 = restricted(fieldsOf(entry), inputs);
  // The server forgets a manager of nothing, and then nobody could tell whose work the object is.
  if (Object.keys(fieldsV1).length === 0) return undefined;
  return entries.with(index, { ...entry, operation: "Apply", fieldsV1 });
}

/** The managed fields without those of `manager`; undefined when it has none. */
export function relinquished(object: Properties, manager: string): Entries | undefined {
  const entries = entriesOf(object);
  const others = entries.filter((entry) => managerOf(entry) !== manager || !isApply(entry));
  return others.length === entries.length ? undefined : others;
}

/** True when nobody is known to manage anything: objects from before there were managed fields. */
export const isUnmanaged = (object: Properties): boolean => entriesOf(object).length === 0;

/** True when that manager set something on the object, so that the object is its work. */
export const isManagedBy = (object: Properties, manager: string): boolean =>
  entriesOf(object).some((entry) => managerOf(entry) === manager);

/** The one manager of ours that applies the object; undefined when there is none, or nobody can tell which. */
export function ownManager(object: Properties): string | undefined {
  const managers = new Set(entriesOf(object).map(managerOf).filter(isOurFieldManager));
  return managers.size === 1 ? [...managers][0] : undefined;
}

/**
 * The part of the object that `manager` set: the inputs it was created from. What names the object is always part of it.
 */
export function ownedPart(object: Properties, manager: string): Properties {
  const fields = entriesOf(object)
    .filter((entry) => managerOf(entry) === manager && textAt(entry, "subresource") === "")
    .map(fieldsOf)
    .reduce(union, {});
  const part = pick(object, fields) as Properties;
  const { apiVersion = "", kind = "" } = object;
  const { name = "", namespace } = mapAt(object, "metadata");
  const identity = namespace === undefined ? { name } : { name, namespace };
  return { ...part, apiVersion, kind, metadata: { ...mapAt(part, "metadata"), ...identity } };
}

/** Who owns the field at that path, or something below it: the manager itself, others. Lists are not looked into. */
export function ownersOf(object: Properties, manager: string, path: readonly string[]) {
  const owners = entriesOf(object).filter((entry) => covers(fieldsOf(entry), path));
  return {
    own: owners.some((entry) => managerOf(entry) === manager),
    others: owners.some((entry) => managerOf(entry) !== manager),
  };
}
