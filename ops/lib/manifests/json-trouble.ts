import type { Fault } from "../../../lib/fault.ts";
import { faultAt } from "./place.ts";

/** What the parser said about a part of a text that begins at a position, as a fault. */
export function notJson(
  error: unknown,
  text: string,
  file: string,
  start = 0,
  end?: number,
): Fault {
  const message = messageOf(error);
  const said = /at position (\d+)/.exec(message)?.[1];
  const position = said === undefined ? tokenAt(text.slice(start, end)) : Number(said);
  const [what = ""] = message.split(/,? (?:in JSON )?at position |, (?:\.\.\.)?"/);
  const problem = `is no JSON: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
  return faultAt(file, lineAt(text, start + position), problem, "correct the JSON there");
}

/** Line, from 1, of a position. */
export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < position; at = text.indexOf("\n", at + 1)) {
    line += 1;
  }
  return line;
}

/** Where an unexpected token stands, which the parser does not say: behind the longest part it does not mind. */
function tokenAt(text: string): number {
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (mindsToken(text.slice(0, middle))) bad = middle;
    else good = middle;
  }
  return good;
}

function mindsToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return messageOf(error).startsWith("Unexpected token");
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
