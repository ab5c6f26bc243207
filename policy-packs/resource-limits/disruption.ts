import { CannotTell } from "../lib/finding.ts";
import { field, isAbsent, type Props } from "../lib/values.ts";

/**
 * How many of `expected` pods have to stay, as the disruption controller works it out: a percentage is rounded up, that of
 * minAvailable and that of maxUnavailable alike (getExpectedPodCount in pkg/controller/disruption of Kubernetes 1.35).
 */
export function keptOf({ spec }: Props, expected: number): number {
  const [least, most] = [field(spec, "minAvailable"), field(spec, "maxUnavailable")];
  if (isAbsent(least) === isAbsent(most)) {
    throw new CannotTell("one of spec.minAvailable and spec.maxUnavailable is set, not both");
  }
  if (isAbsent(most)) return scaled(least, expected, "minAvailable");
  return Math.max(0, expected - scaled(most, expected, "maxUnavailable"));
}

/** What the budget says, for people: `minAvailable 50%`. */
export function wordsOf({ spec }: Props): string {
  const key = isAbsent(field(spec, "minAvailable")) ? "maxUnavailable" : "minAvailable";
  return `${key} ${String(field(spec, key))}`;
}

function scaled(value: unknown, expected: number, name: string): number {
  if (Number.isInteger(value) && Number(value) >= 0) return Number(value);
  const [, percent] = /^(\d{1,9})%$/.exec(String(value)) ?? [];
  if (percent !== undefined) return Math.ceil((Number(percent) * expected) / 100);
  throw new CannotTell(
    `spec.${name} is ${JSON.stringify(value)}, no whole number and no percentage`,
  );
}
