/**
 * Those of a list that are at a place, in the order of the list; each place is read once.
 *
 * What cannot be read, or is undefined, may be anywhere, and is among those of every place.
 */
export function byPlace<T>(
  items: readonly T[],
  placeOf: (item: T) => string | undefined,
): (place: string) => readonly T[] {
  const places = items.map((item) => quietly(() => placeOf(item)));
  const known = new Map<string, readonly T[]>();
  return (place) => {
    const found = known.get(place) ?? items.filter((_, i) => (places[i] ?? place) === place);
    known.set(place, found);
    return found;
  };
}

/** The value, or undefined where it cannot be read. */
export function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
