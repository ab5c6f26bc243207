import { load, YAMLException } from "js-yaml";

import { Fault } from "../../../lib/fault.ts";
import { looksLikeTemplate, template } from "./helm-template.ts";
import { DEEPEST, faultAt, MOST_VALUES } from "./place.ts";
import { kubernetesSchema } from "./yaml-schema.ts";

/** One document of a text. */
export interface Parsed {
  readonly value: unknown;
  /** Line of the text on which it begins, from 1. */
  readonly line: number;
  /** Path of the template it was rendered from, as Helm notes it. @default undefined: none was noted */
  readonly template?: string | undefined;
}

/** A line that ends a document: `---` in the first column is one even within a block of text. */
const MARKER = /^(?:---(?=[ \t\r\n]|$)|\.\.\.(?=[ \t\r\n]|$).*\r?\n?)/gm;
const EMPTY = /^(?:[ \t]*(?:#.*|%.*)?(?:\r?\n|$))*$/;
const SOURCE = /^# Source: (\S.*?)\r?$/m;
/** More is no manifest that a person or a chart writes. */
const MOST_ALIASES = 1_000;

/** The documents of a YAML text, empty ones left out. @throws Fault for the first that is wrong */
export function parseYaml(text: string, file: string): Parsed[] {
  const parsed: Parsed[] = [];
  let line = 1;
  let counted = 0;
  for (const [start, end] of pieces(text)) {
    const piece = text.slice(start, end);
    line += newlines(text, counted, start);
    counted = start;
    if (EMPTY.test(piece)) continue;
    const first = line + leading(piece);
    const value = document(piece, file, line);
    parsed.push({ value, line: first, template: SOURCE.exec(piece)?.[1] });
  }
  return parsed;
}

function pieces(text: string): (readonly [start: number, end: number])[] {
  const cuts: number[] = [0];
  const ends: number[] = [];
  for (const { index, 0: marker } of text.matchAll(MARKER)) {
    ends.push(index);
    cuts.push(index + marker.length);
  }
  ends.push(text.length);
  return cuts.map((cut, at) => [cut, ends[at] ?? text.length] as const);
}

function document(piece: string, file: string, line: number): unknown {
  try {
    const value = load(piece, {
      schema: kubernetesSchema,
      maxDepth: DEEPEST,
      maxAliases: MOST_ALIASES,
    });
    if (piece.includes("&")) refuseBomb(value, file, line);
    return value;
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (looksLikeTemplate(piece)) throw template(file, line + leading(piece));
    const at = error instanceof YAMLException ? line + (error.mark?.line ?? 0) : line;
    throw faultAt(file, at, reasonOf(error), "correct the YAML there");
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof YAMLException ? error.reason : String(error);
  const [first = ""] = text.split("\n");
  if (/maxDepth/.test(first)) return `is nested deeper than ${DEEPEST} levels`;
  if (/maxAliases/.test(first)) return `uses more than ${MOST_ALIASES} aliases`;
  return first.replace(/\.$/, "");
}

/** Counts each shared value once for every place it is written out at, without writing it out. */
function refuseBomb(value: unknown, file: string, line: number): void {
  const sizes = new Map<object, number>();
  const under = new Set<object>();
  const sizeOf = (one: unknown): number => {
    if (typeof one !== "object" || one === null) return 1;
    const known = sizes.get(one);
    if (known !== undefined) return known;
    if (under.has(one)) {
      throw faultAt(file, line, "holds an alias to what it is part of", "write the value out");
    }
    under.add(one);
    let size = 1;
    for (const child of Object.values(one)) size += sizeOf(child);
    under.delete(one);
    sizes.set(one, size);
    return size;
  };
  if (sizeOf(value) <= MOST_VALUES) return;
  const problem = `grows beyond ${MOST_VALUES.toLocaleString("en")} values when its aliases are written out`;
  throw faultAt(file, line, problem, "write the values out; nothing real is that large");
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) {
    count += 1;
  }
  return count;
}

/** Lines in front of the first one that says something. */
function leading(piece: string): number {
  const said = /^[ \t]*[^\s#%]/m.exec(piece);
  return said === null ? 0 : newlines(piece, 0, said.index);
}
