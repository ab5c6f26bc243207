/** One thing a rule has to say about a subject; every finding is a violation. */
export interface Finding {
  /** One line, lower case, names the part of the subject it is about; the remedy belongs to the rule. */
  readonly message: string;
  /** The evidence was missing: refused all the same, and said differently. */
  readonly cannotTell: boolean;
  /** The resource it belongs to, for rules over a whole stack. @default the subject that was judged */
  readonly urn?: string | undefined;
  /** The exception that covers it: it is shown everywhere and refuses nowhere. @default undefined: none does */
  readonly waived?: Waived | undefined;
}

/** What people read about the exception that covers a finding. */
export interface Waived {
  /** Last day on which it holds, `2026-12-31`, in UTC. */
  readonly expires: string;
  readonly owner: string;
  readonly ticket: string;
}

/** Something that may be unreadable (unknown during preview, malformed); reading it may throw. */
export interface Lazy<T> {
  /** What to call it when it cannot be read; empty for the subject itself. */
  readonly where: string;
  readonly read: () => T;
}

/** Thrown by a rule that lacks evidence; its message says what is missing. */
export class CannotTell extends Error {}

/** A violation that was seen. */
export const finding = (message: string, urn?: string): Finding => ({
  message,
  cannotTell: false,
  urn,
});

/** A violation because it could not be seen: an unknown value, a field not filled yet, a rule that threw. */
export const cannotTell = (reason: string, urn?: string): Finding => ({
  message: reason,
  cannotTell: true,
  urn,
});

/** What people read: findings without evidence start with "cannot tell: ", waived ones with "waived until ". */
export function textOf({ message, cannotTell: unseen, waived }: Finding): string {
  const text = unseen ? `cannot tell: ${message}` : message;
  if (waived === undefined) return text;
  return `waived until ${waived.expires} by ${waived.owner} (${waived.ticket}): ${text}`;
}

const nothing: readonly Finding[] = Object.freeze([]);

/**
 * Judges item by item: one that cannot be read or judged becomes a finding and hides none of the others.
 *
 * Works at once and never throws; most often there is nothing to say, and then it makes nothing.
 */
export function each<T>(
  items: Iterable<Lazy<T>>,
  judge: (item: T) => Iterable<Finding>,
): Iterable<Finding> {
  let found: Finding[] | undefined;
  const add = (one: Finding) => {
    (found ??= []).push(one);
  };
  const one = ({ where, read }: Lazy<T>) => {
    try {
      const said = judge(read());
      if (said !== nothing) for (const each of said) add(each);
    } catch (error) {
      add(cannotTell(placed(where, reasonOf(error))));
    }
  };
  try {
    for (const item of items) one(item);
  } catch (error) {
    add(cannotTell(reasonOf(error)));
  }
  return found ?? nothing;
}

/** What a reading returns in place of a value that cannot be read. */
export const unseen = Symbol("unseen");

/** Reads one thing: the value, or a finding that says why it could not be read. */
export function* seen<T>({ where, read }: Lazy<T>): Generator<Finding, T | typeof unseen> {
  try {
    return read();
  } catch (error) {
    yield cannotTell(placed(where, reasonOf(error)));
    return unseen;
  }
}

/** The reason, after the place it is about when there is one. */
export const placed = (where: string, reason: string): string =>
  where === "" ? reason : `${where.trimEnd()}: ${reason}`;

/** Why a rule could not go on, in one line, for anything that can be thrown. */
export function reasonOf(error: unknown): string {
  const path = unknownPath(error);
  if (path !== undefined) return `${path} is not known during preview`;
  if (error instanceof CannotTell) return error.message;
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return `the rule failed: ${line}`;
}

/** Whether something was thrown because a value is not known during preview. */
export const isUnknown = (error: unknown): boolean => unknownPath(error) !== undefined;

/**
 * The path that the SDK's proxy refused to read, written like `spec.containers[0].image`.
 *
 * The error is known by its shape, because importing its class would load the whole Pulumi SDK (0.6 s) into every door.
 */
function unknownPath(error: unknown): string | undefined {
  if (!(error instanceof Error && "unknownTypeSentinel" in error && "props" in error)) return;
  const keys = Array.isArray(error.props) ? error.props.map(String) : [];
  return keys.map((key, i) => (/^\d+$/.test(key) ? `[${key}]` : i > 0 ? `.${key}` : key)).join("");
}
