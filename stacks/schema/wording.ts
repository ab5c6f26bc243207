import { suggest } from "../../lib/suggest.ts";

/** How a field speaks when it is missing or wrong. */
export interface Wording {
  /** What a right value is, as in `"x" is not a DNS name`. */
  readonly is: string;
  /** What the field means, as in `missing; the host name under which ingress serves`. */
  readonly means: string;
  /** A right value, ready to be written. */
  readonly example: string;
}

/** A value as people would recognise it in the file, cut to one line. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

/** A key without a value counts as a key that is not there. */
export const isAbsent = (value: unknown): value is null | undefined =>
  value === undefined || value === null;

export const missing = ({ means, example }: Wording): string =>
  `missing; ${means}, for example ${example}`;

/** What to write in place of a word that is none of the known ones. */
export function oneOf(word: unknown, words: readonly string[]): string {
  const meant = typeof word === "string" ? suggest(word, words) : undefined;
  return meant === undefined ? `write one of ${words.join(", ")}` : `did you mean ${meant}?`;
}

/** What an unknown key is told; the known ones are those beside it. */
export function unknownKey(key: string, known: readonly string[]): string {
  const meant = suggest(key, known);
  return meant === undefined
    ? `unknown key; remove it, or use one of ${known.join(", ")}`
    : `unknown key; did you mean ${meant}?`;
}
