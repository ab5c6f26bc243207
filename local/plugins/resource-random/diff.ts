import providerProto from "@pulumi/pulumi/proto/provider_pb.js";

import { containsUnknown, isProperties } from "../lib/marks.ts";
import type { Properties, Value } from "../lib/struct.ts";
import type { Kind } from "./kind.ts";

const { ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE } = providerProto.PropertyDiff.Kind;

type ChangeKind = typeof ADD_REPLACE | typeof DELETE_REPLACE | typeof UPDATE_REPLACE;

/** Changed inputs by path, from plain state and plain inputs. Every change replaces; an unknown counts as a change. */
export function changes(
  kind: Kind,
  state: Properties,
  inputs: Properties,
): Map<string, ChangeKind> {
  const before = kind.complete(state);
  const after = kind.complete(inputs);
  const found = new Map<string, ChangeKind>();
  for (const [name, { is }] of Object.entries(kind.fields)) {
    const pairs = is === "texts" ? entriesOf(name, before[name], after[name]) : undefined;
    for (const [path, old, now] of pairs ?? [[name, before[name], after[name]] as const]) {
      const change = changeOf(old, now);
      if (change !== undefined) found.set(path, change);
    }
  }
  return found;
}

type Pair = readonly [path: string, old: Value | undefined, now: Value | undefined];

/** A map compares key by key, and an empty one is as good as none; undefined when there are no keys to look at. */
function entriesOf(
  name: string,
  old: Value | undefined,
  now: Value | undefined,
): Pair[] | undefined {
  if (containsUnknown(now) && !isProperties(now)) return undefined;
  const [before, after] = [old, now].map((value) => (isProperties(value) ? value : {}));
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...keys].map((key) => [`${name}.${key}`, before?.[key], after?.[key]]);
}

function changeOf(old: Value | undefined, now: Value | undefined): ChangeKind | undefined {
  const [before, after] = [old, now].map((value) => (value === "" ? null : (value ?? null)));
  if (before === after) return undefined;
  if (before === null) return ADD_REPLACE;
  return after === null ? DELETE_REPLACE : UPDATE_REPLACE;
}

/** What the engine hears about such changes. */
export function diffResponse(found: ReadonlyMap<string, ChangeKind>): providerProto.DiffResponse {
  const response = new providerProto.DiffResponse();
  const { DIFF_NONE, DIFF_SOME } = providerProto.DiffResponse.DiffChanges;
  const names = [...new Set([...found.keys()].map((path) => path.split(".", 1)[0] ?? path))];
  response.setChanges(found.size === 0 ? DIFF_NONE : DIFF_SOME);
  response.setHasdetaileddiff(true);
  response.setDiffsList(names);
  response.setReplacesList(names);
  for (const [path, change] of found) {
    response.getDetaileddiffMap().set(path, new providerProto.PropertyDiff().setKind(change));
  }
  return response;
}
