import * as pulumi from "@pulumi/pulumi";

/** One thing wrong with what a component was given. */
export interface Fault {
  /** Which argument, as in `projects.core.destinations`. */
  readonly path: string;
  /** What is wrong; what to write. */
  readonly says: string;
}

/** A fault per value that something is wrong with. */
export const faultsOf = <T>(
  values: Iterable<T>,
  fault: (value: T) => Fault | undefined,
): readonly Fault[] => [...values].map(fault).filter((one): one is Fault => one !== undefined);

/** The fault, if `wrong`. */
export const faultIf = (wrong: boolean, path: string, says: string): readonly Fault[] =>
  wrong ? [{ path, says }] : [];

/**
 * Refuses to build with all faults at once, before anything is registered.
 *
 * @throws RunError, which the engine prints without a stack trace.
 */
export function refuse(name: string, faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const width = Math.max(...faults.map(({ path }) => path.length));
  const count = `${String(faults.length)} fault${faults.length === 1 ? "" : "s"}`;
  throw new pulumi.RunError(
    [
      `${name}: ${count}`,
      ...faults.map(({ path, says }) => `  ${path.padEnd(width)}  ${says}`),
    ].join("\n"),
  );
}

/** Names in a list that occur more than once. */
export const twins = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, at) => names.indexOf(name) !== at)),
];

/** Seconds of a duration as {@link isDuration} has it. */
export function secondsOf(text: string): number {
  const [, hours = "0", minutes = "0", seconds = "0"] =
    /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Durations as Go writes them, whole units only: `30s`, `5m`, `1h30m`. */
export const isDuration = (text: string): boolean => /^(?=.)(\d+h)?(\d+m)?(\d+s)?$/.test(text);
