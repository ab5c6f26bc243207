/**
 * Looks things up by the place they are in; those of which nobody can tell are in every place, in their order.
 *
 * A stack of thousands of objects would else be gone through once for each of them.
 */
export function near<T>(
  items: readonly T[],
  placeOf: (item: T) => string,
): (place: string) => readonly T[] {
  const places = items.map((item) => {
    try {
      return placeOf(item);
    } catch {
      return undefined;
    }
  });
  const lists = new Map<string, T[]>();
  for (const place of places) if (place !== undefined) lists.set(place, []);
  const anywhere: T[] = [];
  for (const [at, item] of items.entries()) {
    const place = places[at];
    if (place !== undefined) lists.get(place)?.push(item);
    else for (const list of [anywhere, ...lists.values()]) list.push(item);
  }
  return (place) => lists.get(place) ?? anywhere;
}
