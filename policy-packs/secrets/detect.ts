import { type Format, formats } from "./formats.ts";

interface Detector {
  readonly format: Format;
  readonly pattern: RegExp;
}

const detectorOf = (format: Format): Detector => ({ format, pattern: new RegExp(format.pattern) });

/** URLs are everywhere: what has one costs no search for the rest. */
const urls = formats.filter(({ also }) => also !== undefined).map(detectorOf);
const others = formats.filter(({ also }) => also === undefined).map(detectorOf);

const anyNeedle = new RegExp(
  others.map(({ format }) => format.needle.replaceAll(".", String.raw`\.`)).join("|"),
);

/** So much of a credential may be shown. */
const SHOWN = 4;

/** What credential a text holds, in words and never in full: `a GitHub token ("ghp_…")`; undefined when it holds none. */
export function credentialIn(text: string): string | undefined {
  const found = anyNeedle.test(text) ? first(others, text) : undefined;
  return found ?? first(urls, text);
}

function first(detectors: readonly Detector[], text: string): string | undefined {
  for (const { format, pattern } of detectors) {
    if (!text.includes(format.needle) || !text.includes(format.also ?? "")) continue;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return described(format, found);
  }
  return undefined;
}

/** With nothing of it but the prefix that all credentials of the format share. */
function described({ what, needle }: Format, found: string): string {
  const shared = /^\w/.test(needle) && found.startsWith(needle) ? needle.slice(0, SHOWN) : "";
  return shared === "" ? what : `${what} (${JSON.stringify(`${shared}…`)})`;
}
