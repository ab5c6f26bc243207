import * as fc from "fast-check";

import { podPaths } from "../../../policy-packs/lib/kinds.ts";
import { fixturesOf } from "../../policy-packs/fixtures/index.ts";
import { goodStack } from "../../policy-packs/good-stack.ts";
import { type Path, pathsOf, replaced } from "../../support/tree.ts";
import { apiValid } from "./api-valid.ts";
import { isShowable } from "./fixtures-at-admission.ts";
import type { ApiServer } from "./api-server.ts";
import { type Manifest, takenBy } from "./poster.ts";

/** An object with one or two fields changed. */
export interface Mutant {
  readonly object: Manifest;
  /** What was changed, for people: `Deployment spec.template.spec.hostNetwork = true`. */
  readonly title: string;
}

/** Values that fixtures and good objects hold, by the place they stand at. */
type Pool = ReadonlyMap<string, ReadonlyMap<string, readonly unknown[]>>;

/** Marks a field that is taken away. */
const GONE = Symbol("gone");

/**
 * Good and bad objects with random fields replaced by what other objects hold at the same place, or taken away. The same
 * seed over the same fixtures makes the same mutants.
 */
export function mutantsOf({ good, all }: Sources, count: number, seed: number): Mutant[] {
  const pool = poolOf(all);
  const roll = fc.nat({ max: 0x7fffffff });
  const change = fc.tuple(roll, roll);
  const dice = fc.tuple(roll, roll, fc.array(change, { minLength: 1, maxLength: 2 }));
  return fc.sample(dice, { numRuns: count, seed }).map(([base, kind, changes]) => {
    // Four of five start from a good object of each kind in turn, so that what is changed decides.
    const from = base % 5 === 0 ? all : (good[kind % good.length] ?? all);
    return changes.reduce<Mutant>((mutant, [where, what]) => mutate(mutant, pool, where, what), {
      object: from[kind % from.length] ?? {},
      title: "",
    });
  });
}

/** Objects that the API server takes, as mutants are made of them. */
export interface Sources {
  /** Objects that rules accept, by kind. */
  readonly good: readonly (readonly Manifest[])[];
  /** These and the other objects of fixtures. */
  readonly all: readonly Manifest[];
}

export async function sourcesOf(api: ApiServer, seed: number, namespace: string): Promise<Sources> {
  const shown = Object.values(fixturesOf).flatMap((fixtures) =>
    fixtures.filter(isShowable).map((fixture) => ({
      object: apiValid(fixture.shown[0]?.props ?? {}, namespace),
      good: fixture.situation === "accepted",
    })),
  );
  const whole = fc
    .sample(goodStack, { numRuns: 200, seed })
    .flatMap((stack) => Object.values(stack) as Manifest[])
    .map((manifest) => apiValid(manifest, namespace));
  const accepted = [...whole, ...shown.filter(({ good }) => good).map(({ object }) => object)];
  const taken = (some: readonly Manifest[]) => takenBy(api, distinct(some));
  const good = await taken(accepted);
  return {
    good: [
      ...Map.groupBy(
        good,
        ({ apiVersion, kind }) => `${String(apiVersion)} ${String(kind)}`,
      ).values(),
    ],
    all: await taken([...whole, ...shown.map(({ object }) => object)]),
  };
}

const distinct = (some: readonly Manifest[]): Manifest[] => [
  ...new Map(some.map((one) => [JSON.stringify(one), one])).values(),
];

function mutate({ object, title }: Mutant, pool: Pool, where: number, what: number): Mutant {
  const places = placesIn(object, pool);
  const place = places[where % Math.max(1, places.length)];
  if (place === undefined) return { object, title };
  const { path, values } = place;
  const value = [GONE, ...values][what % (values.length + 1)];
  const told = value === GONE ? "is taken away" : `= ${JSON.stringify(value)}`;
  const set = isTyped(object) ? value : withoutNulls(value);
  const changed = value === GONE ? without(object, path) : replaced(object, path, set);
  const name = title === "" ? `${String(object["kind"])} ` : `${title}, `;
  return { object: changed as Manifest, title: `${name}${path.join(".")} ${told}` };
}

/** Of a custom kind the schema refuses nulls; here it has none. */
const isTyped = ({ apiVersion }: Manifest): boolean =>
  !/\.[a-z]+\//.test(String(apiVersion)) || String(apiVersion).includes(".k8s.io/");

const withoutNulls = (value: unknown): unknown =>
  typeof value === "symbol" || value === undefined
    ? value
    : (JSON.parse(
        JSON.stringify(value ?? {}, (_, one: unknown) => (one === null ? undefined : one)),
      ) as unknown);

/** Every place of an object where something can be changed or added, with what was seen there elsewhere. */
function placesIn(object: Manifest, pool: Pool) {
  const nodes: Path[] = [[], ...pathsOf(object)];
  return nodes.flatMap((at) => {
    const node = at.reduce<unknown>((tree, key) => (tree as Manifest)[key], object);
    const known = pool.get(placeOf(object, at));
    if (known === undefined || typeof node !== "object" || node === null) return [];
    const keys = Array.isArray(node) ? [...node.keys()] : [...known.keys()];
    return keys
      .map((key) => ({
        path: [...at, key],
        values: known.get(typeof key === "number" ? "*" : key) ?? [],
      }))
      .filter(({ path }) => !/^(apiVersion|kind|metadata)$/.test(path.join(".")))
      .filter(({ path }) => !/^metadata\.(name|namespace|generateName)$/.test(path.join(".")));
  });
}

function poolOf(all: readonly Manifest[]): Pool {
  const pool = new Map<string, Map<string, unknown[]>>();
  for (const object of all) {
    for (const path of pathsOf(object)) {
      const key = path.at(-1) ?? "";
      const place = placeOf(object, path.slice(0, -1));
      const value = path.reduce<unknown>((tree, step) => (tree as Manifest)[step], object);
      const keys = pool.get(place) ?? new Map<string, unknown[]>();
      const name = typeof key === "number" ? "*" : key;
      const values = keys.get(name) ?? [];
      const text = JSON.stringify(value);
      if (!values.some((other) => JSON.stringify(other) === text)) values.push(value);
      pool.set(place, keys.set(name, values));
    }
  }
  return pool;
}

/** Where a path leads, the same for the pod of every kind and for containers of every sort. */
function placeOf({ apiVersion, kind }: Manifest, path: Path): string {
  const group = String(apiVersion).replace(/(^|\/)[^/]*$/, "");
  const pod = podPaths[group]?.[String(kind)]?.join(".");
  const text = path.map((key) => (typeof key === "number" ? "*" : key)).join(".");
  if (text === "metadata" || text.startsWith("metadata.")) return text;
  if (pod === undefined || !(text === pod || text.startsWith(`${pod}.`))) {
    return `${group}/${String(kind)} ${text}`;
  }
  return `pod${text.slice(pod.length).replace(/^\.(init|ephemeral)?[cC]ontainers/, ".containers")}`;
}

/** A copy of a tree with one value left out. */
function without(tree: unknown, path: Path): unknown {
  const parent = path.slice(0, -1);
  const node = parent.reduce<unknown>((at, key) => (at as Manifest)[key], tree);
  const last = path.at(-1);
  const rest = Array.isArray(node)
    ? node.filter((_, at) => at !== last)
    : Object.fromEntries(Object.entries(node as object).filter(([key]) => key !== last));
  return replaced(tree, parent, rest);
}
