/** The first `x.y.z` in a text; undefined when there is none. */
export function versionIn(text: string): string | undefined {
  return /\d+\.\d+\.\d+/.exec(text)?.[0];
}

/** Negative, zero or positive as `left` is older, equal or newer; missing parts count as 0. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(".").map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const holds: Record<string, (difference: number) => boolean> = {
  ">=": (difference) => difference >= 0,
  "<": (difference) => difference < 0,
};

/** Whether a version lies in a range such as `>=3.259.0 <4.0.0`; a range it cannot read accepts nothing. */
export function isAccepted(version: string, range: string): boolean {
  const bounds = range.split(" ").map((bound) => /^(>=|<)(\d+\.\d+\.\d+)$/.exec(bound));
  return bounds.every((bound) => {
    const holdsFor = holds[bound?.[1] ?? ""];
    return holdsFor?.(compareVersions(version, bound?.[2] ?? "")) ?? false;
  });
}
