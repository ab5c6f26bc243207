/** The answers about all items, in their order, so many at a time. */
export async function atOnce<T, R>(
  items: readonly T[],
  ask: (item: T) => Promise<R>,
  width = 8,
): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const work = async () => {
    for (let at = next++; at < items.length; at = next++) {
      answers[at] = await ask(items[at] as T);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return answers;
}
