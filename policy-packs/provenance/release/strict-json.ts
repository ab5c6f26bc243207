/** Why a text was not read as JSON. */
export class JsonFault extends Error {
  readonly code: "evidence-not-json" | "evidence-duplicate-key";

  constructor(code: JsonFault["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Reads JSON in UTF-8 in which no object has a key twice: of two values, parsers take the first or the last as they
 * please, and a signature covers both. @throws JsonFault
 */
export function parseStrict(bytes: Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw new JsonFault("evidence-not-json", `is no whole JSON (${reasonOf(error)})`);
  }
  const key = repeatedKey(text);
  if (key === undefined) return value;
  throw new JsonFault("evidence-duplicate-key", `has the key ${JSON.stringify(key)} twice`);
}

function reasonOf(error: unknown): string {
  const { message } = error as Error;
  const [, where = ""] = /(at position \d+|end of JSON input)/.exec(message) ?? [];
  return where.replace("end of JSON input", "it ends early") || "not UTF-8 JSON";
}

const [QUOTE, BACKSLASH, OPEN, CLOSE, COLON, BLANK] = [34, 92, 123, 125, 58, 32];

/** The first key that an object of a text has twice; the text is known to be JSON. */
function repeatedKey(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === OPEN) open.push(new Set());
    else if (character === CLOSE) open.pop();
    else if (character === QUOTE) {
      const end = endOfString(text, at);
      if (isKey(text, end)) {
        const key = decoded(text.slice(at, end));
        const keys = open.at(-1);
        if (keys?.has(key) === true) return key;
        keys?.add(key);
      }
      at = end - 1;
    }
  }
  return undefined;
}

/** Just behind the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start; ;) {
    at = text.indexOf('"', at + 1);
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    // An even number of backslashes stands for themselves.
    if ((at - before) % 2 === 1) return at + 1;
  }
}

/** Two ways to write a key are one key. */
const decoded = (quoted: string): string =>
  quoted.includes("\\") ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);

function isKey(text: string, end: number): boolean {
  let at = end;
  while (text.charCodeAt(at) <= BLANK) at++;
  return text.charCodeAt(at) === COLON;
}
