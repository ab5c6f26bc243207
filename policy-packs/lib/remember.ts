/**
 * Keeps the last answer, because rule after rule asks the same of one subject.
 *
 * Only for work that hangs on nothing but its key; work that throws is done again.
 */
export function remember<K extends object, V>(work: (key: K) => V): (key: K) => V {
  let last: { readonly key: K; readonly value: V } | undefined;
  return (key) => {
    if (last?.key === key) return last.value;
    const value = work(key);
    last = { key, value };
    return value;
  };
}

/** Does the work when it is first asked for; work that throws is done again. */
export function once<V extends object>(work: () => V): () => V {
  let value: V | undefined;
  return () => (value ??= work());
}
