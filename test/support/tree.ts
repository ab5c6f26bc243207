export type Path = readonly (string | number)[];

/** Every path to a value in a tree, lists and objects included. */
export function pathsOf(value: unknown): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [
    [key],
    ...pathsOf((value as Record<string | number, unknown>)[key]).map((path) => [key, ...path]),
  ]);
}

/** A copy of a tree with one value replaced. */
export function replaced(tree: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(tree) ? [...(tree as unknown[])] : { ...(tree as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** The same tree with its keys in another order and keys added that nobody knows. */
export function noise(tree: unknown, roll: () => number): unknown {
  if (Array.isArray(tree)) return tree.map((item) => noise(item, roll));
  if (typeof tree !== "object" || tree === null) return tree;
  const entries = Object.entries(tree).map(([key, value]): [string, unknown] => [
    key,
    noise(value, roll),
  ]);
  if (!isMap(tree)) {
    const added = [null, [], {}, "x", 1, { deep: [null, {}] }];
    entries.push([`x-${roll() % 9}`, added[roll() % added.length]]);
    if ("containers" in tree) {
      for (const key of ["initContainers", "ephemeralContainers", "volumes"]) {
        if (!(key in tree)) entries.push([key, roll() % 2 === 0 ? null : []]);
      }
    }
  }
  const keyed = entries.map((entry) => ({ entry, at: roll() }));
  return Object.fromEntries(keyed.sort((a, b) => a.at - b.at).map(({ entry }) => entry));
}

/** Objects in which a new key would mean something: amounts, labels, data, selectors. */
function isMap(tree: object): boolean {
  const keys = Object.keys(tree);
  const named = keys.some((key) =>
    /^(cpu|memory|ephemeral-storage|pods|storage|requests\..*)$/.test(key),
  );
  return named || keys.length === 0 || keys.some((key) => /[./]/.test(key));
}
