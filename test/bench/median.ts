/** The middle of the sorted values; the mean of the two middle ones when their number is even. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** Pairwise ratios a/b as [least, median, most]. */
export function ratiosOf(a: readonly number[], b: readonly number[]): [number, number, number] {
  const ratios = a.map((value, index) => value / (b[index] ?? Number.NaN));
  return [Math.min(...ratios), medianOf(ratios), Math.max(...ratios)];
}
