import { CannotTell, type Lazy } from "./finding.ts";

/** What a resource says about itself; reading an entry throws when its value is unknown during preview. */
export type Props = Readonly<Record<string, unknown>>;

/** An object with keys, as JSON has it: no list, no null. */
export const isRecord = (value: unknown): value is Props =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Kubernetes reads null as not set. */
export const isAbsent = (value: unknown): value is null | undefined =>
  value === undefined || value === null;

/** Nothing in it: absent, an empty list, an object without keys that are set. */
export function isEmpty(value: unknown): boolean {
  if (isAbsent(value)) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).every((key) => isAbsent(value[key]));
}

/** The value at a path, undefined as soon as something on the way is no object. */
export function field(value: unknown, ...path: readonly string[]): unknown {
  let at: unknown = value;
  for (const key of path) {
    if (!isRecord(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

/** A text that is set, else undefined; anything but a text is malformed and throws. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = field(value, ...path);
  if (isAbsent(found) || found === "") return undefined;
  if (typeof found === "string") return found;
  throw new CannotTell(`${path.join(".")} is not a text`);
}

/**
 * The elements of a list, each readable on its own; none when the list is absent.
 *
 * A list that is unknown or no list at all is one element that cannot be read.
 */
export function elements(value: Props, key: string): readonly Lazy<unknown>[] {
  let list: unknown;
  try {
    list = field(value, key);
  } catch (error) {
    return [unreadable("", error)];
  }
  if (isAbsent(list)) return [];
  if (!Array.isArray(list)) return [unreadable("", new CannotTell(`${key} is not a list`))];
  const known: readonly unknown[] = list;
  const found: Lazy<unknown>[] = [];
  for (let i = 0; i < known.length; i++) {
    found.push({ where: `${key}[${i}]`, read: () => known[i] });
  }
  return found;
}

/** Stands for something that could not be read. */
export function unreadable(where: string, error: unknown): Lazy<never> {
  return {
    where,
    read: () => {
      throw error;
    },
  };
}
