import { Fault } from "../../../lib/fault.ts";

/** Where a manifest stands, as people and tools name it. */
export interface Place {
  /** Path as it was given, or below the folder that was given; `stdin` for what came that way. */
  readonly file: string;
  /** First line of its document, from 1; worked out only when somebody asks. */
  readonly line: () => number;
}

/** Largest text that is read. */
export const LARGEST_MIB = 64;

/** Levels of nesting that are followed; manifests of real operators stay below 50. */
export const DEEPEST = 256;

/** Values of one document once its aliases are written out. */
export const MOST_VALUES = 200_000;

/** A fault about one place; the line is left out where there is none. */
export function faultAt(
  file: string,
  line: number | undefined,
  problem: string,
  fix: string,
): Fault {
  return new Fault({ where: line === undefined ? file : `${file} line ${line}`, problem, fix });
}
