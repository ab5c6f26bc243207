import { isUnknown } from "../../lib/marks.ts";
import type { Properties } from "../../lib/struct.ts";
import { fromEngine, parseCheckpoint } from "../checkpoint.ts";
import { gvkOf, type Gvk } from "../kinds.ts";
import { isAutonamed } from "../naming.ts";
import { normalize } from "../normalize.ts";
import { at, drop, nameOf, namespaceOf, put } from "../objects.ts";
import { detailedDiff, type Changes } from "./detailed.ts";
import { forceNewFields, type Mutability } from "./force-new.ts";
import { mergePatch } from "./merge-patch.ts";
import { contains, parsePropertyPath } from "./property-path.ts";
import { prune } from "./prune.ts";

export interface DiffFacts {
  /** State as the engine stored it. */
  readonly state: Properties;
  /** Inputs as Check answered them. */
  readonly inputs: Properties;
  readonly namespaced: boolean;
  readonly mutability: Mutability;
  /** Property paths the program does not want to see changed. */
  readonly ignoreChanges: readonly string[];
}

export interface Difference {
  readonly changes: Changes;
  /** Property paths that ask for a replacement. */
  readonly replaces: readonly string[];
  /** The new object has the name, given by the program, and the namespace of the old one. */
  readonly inSamePlace: boolean;
  /** The old object has to go first, because the new one takes its place. */
  readonly deleteBeforeReplace: boolean;
}

/**
 * What an update would change: new inputs against live state as last seen, as far as the old inputs mention it.
 * Replaces exactly where the official provider does. Source: its provider.go, Diff.
 */
export function difference(facts: DiffFacts): Difference {
  const { inputs: oldInputs, live } = parseCheckpoint(facts.state);
  const plain = fromEngine(facts.inputs);
  const gvk = gvkOf(plain);
  const inputs = inNamespace(normalize(plain, gvk).object, facts.namespaced);
  const old = comparable(live, normalize(oldInputs, gvk).object, inputs, facts.namespaced, gvk);
  const forceNew = forceNewFields(inputs, gvk, facts.mutability);
  const all = detailedDiff(mergePatch(old, inputs), old, inputs, forceNew);
  const changes = withoutIgnored(all, facts.ignoreChanges);
  const replaces = [...changes]
    .filter(([path, { kind, replace }]) => replace || (path === "metadata" && kind === "delete"))
    .map(([path]) => path);
  const inSamePlace = isInPlaceOf(inputs, live);
  return {
    changes,
    replaces,
    inSamePlace,
    deleteBeforeReplace: replaces.length > 0 && inSamePlace,
  };
}

/** Live state, cut to what the old inputs mention, in the form new inputs have. */
function comparable(
  live: Properties,
  oldInputs: Properties,
  inputs: Properties,
  namespaced: boolean,
  gvk: Gvk,
): Properties {
  const pruned = drop(inNamespace(prune(live, oldInputs), namespaced), [
    "metadata",
    "resourceVersion",
  ]);
  const typed =
    pruned["kind"] === undefined
      ? { ...pruned, kind: gvk.kind, apiVersion: inputs["apiVersion"] ?? "" }
      : pruned;
  // A name the server made may be written into the program later without replacing anything.
  return nameOf(inputs) === "" ? typed : put(typed, ["metadata", "name"], nameOf(live));
}

/** "default" is the same as no namespace; objects without namespace ignore one. */
function inNamespace(object: Properties, namespaced: boolean): Properties {
  if (!namespaced) return drop(object, ["metadata", "namespace"]);
  const namespace = at(object, "metadata", "namespace");
  const known = namespace === undefined || namespace === "" ? "default" : namespace;
  return put(object, ["metadata", "namespace"], known);
}

function withoutIgnored(changes: Changes, ignored: readonly string[]): Changes {
  const paths = ignored.map(parsePropertyPath);
  const kept = [...changes].filter(
    ([path]) => !paths.some((ignore) => contains(ignore, parsePropertyPath(path))),
  );
  return new Map(kept);
}

/** Named by the program, and where the old object is. */
function isInPlaceOf(inputs: Properties, live: Properties): boolean {
  const name = at(inputs, "metadata", "name");
  return (
    name !== undefined &&
    !isUnknown(name) &&
    !isAutonamed(inputs) &&
    name === nameOf(live) &&
    namespaceOf(inputs) === namespaceOf(live)
  );
}
