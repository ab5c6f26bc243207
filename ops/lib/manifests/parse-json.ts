import { lineAt, notJson } from "./json-trouble.ts";
import { DEEPEST, faultAt } from "./place.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** One value of a text that holds one or several; elements of arrays and lists are told apart by their paths. */
export interface JsonText {
  readonly values: readonly unknown[];
  /** Line, from 1, of the value at a path such as `0` or `0/17`; the text is scanned when first asked. */
  readonly lineOf: (path: string) => number;
}

/** Reads JSON: one value, or several one after the other. @throws Fault for what is wrong */
export function parseJson(text: string, file: string): JsonText {
  const values = valuesOf(text, file);
  const keys = values.reduce((sum: number, value) => sum + keysIn(value, file, 1), 0);
  // The count of what may be a key is never below that of the keys, so an equal count proves that none was lost.
  if (colons(text) !== keys) refuseDuplicates(text, file);
  let lines: ReadonlyMap<string, number> | undefined;
  return { values, lineOf: (path) => (lines ??= linesOf(text)).get(path) ?? 1 };
}

function valuesOf(text: string, file: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch (error) {
    const parts = split(text);
    if (parts.length < 2) throw notJson(error, text, file);
    return parts.map(([start, end]) => {
      try {
        return JSON.parse(text.slice(start, end)) as unknown;
      } catch (trouble) {
        throw notJson(trouble, text, file, start, end);
      }
    });
  }
}

/** Where the values of a text begin and end. */
function split(text: string): (readonly [number, number])[] {
  const parts: (readonly [number, number])[] = [];
  let start = -1;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfString(text, i);
    else if (code === 0x7b || code === 0x5b) {
      if (depth === 0) start = i;
      depth += 1;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
      if (depth === 0) parts.push([start, i + 1]);
      start = depth === 0 ? -1 : start;
    } else if (depth === 0 && code > 0x20) return [];
  }
  return depth === 0 ? parts : [];
}

/** Position of the closing quote of the string that opens at a position. */
export function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0) {
    let slashes = 0;
    while (text.charCodeAt(close - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return close;
    close = text.indexOf('"', close + 1);
  }
  return text.length;
}

function keysIn(value: unknown, file: string, depth: number): number {
  if (typeof value !== "object" || value === null) return 0;
  if (depth > DEEPEST) {
    throw faultAt(file, undefined, `is nested deeper than ${DEEPEST} levels`, "flatten it");
  }
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) {
      if (typeof item === "object" && item !== null) count += keysIn(item, file, depth + 1);
    }
    return count;
  }
  const record = value as Readonly<Record<string, unknown>>;
  for (const key in record) {
    count += 1;
    const child = record[key];
    if (typeof child === "object" && child !== null) count += keysIn(child, file, depth + 1);
  }
  return count;
}

/** Colons that stand behind a quote. */
function colons(text: string): number {
  let count = 0;
  for (let at = text.indexOf(":"); at >= 0; at = text.indexOf(":", at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) <= 0x20) before -= 1;
    if (text.charCodeAt(before) === QUOTE) count += 1;
  }
  return count;
}

/** Looks at every object, for the texts in which the quick count does not settle it. */
function refuseDuplicates(text: string, file: string): void {
  const scopes: (Set<string> | undefined)[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x7b) scopes.push(new Set());
    else if (code === 0x5b) scopes.push(undefined);
    else if (code === 0x7d || code === 0x5d) scopes.pop();
    else if (code === QUOTE) {
      const end = endOfString(text, i);
      const keys = scopes.at(-1);
      if (keys !== undefined && isColon(text, end + 1)) {
        const key = JSON.parse(text.slice(i, end + 1)) as string;
        if (keys.has(key)) {
          const problem = `sets ${JSON.stringify(key)} twice`;
          throw faultAt(file, lineAt(text, i), problem, "keep one of the two");
        }
        keys.add(key);
      }
      i = end;
    }
  }
}

/** Whether the next thing that is no blank is a colon. */
function isColon(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return text.charCodeAt(at) === 0x3a;
}

/** Lines of the values, of the elements of arrays at the top, and of the items of lists. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const open: { path: string | undefined; list: boolean; next: number; key: string }[] = [
    { path: "", list: true, next: 0, key: "" },
  ];
  let line = 1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x0a) line += 1;
    else if (code === QUOTE) {
      const end = endOfString(text, i);
      const top = open.at(-1);
      if (top?.path !== undefined && !top.list) top.key = text.slice(i + 1, end);
      i = end;
    } else if (code === 0x7b || code === 0x5b) {
      const top = open.at(-1);
      const list = code === 0x5b;
      let path: string | undefined;
      if (top?.path !== undefined && top.list) {
        path = top.path === "" ? String(top.next) : `${top.path}/${top.next}`;
        top.next += 1;
        lines.set(path, line);
      } else if (top?.path !== undefined && list && top.key === "items") path = top.path;
      open.push({ path, list, next: 0, key: "" });
    } else if (code === 0x7d || code === 0x5d) open.pop();
  }
  return lines;
}
