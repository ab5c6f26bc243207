import { type Format, formats } from "./formats.ts";

interface Detector {
  readonly format: Format;
  readonly pattern: RegExp;
}

const detectorOf = (format: Format): Detector => ({ format, pattern: new RegExp(format.pattern) });

/** URLs are everywhere: they are told apart by their `@`, and cost no search for the rest. */
const URL_NEEDLE = "://";
const urls = formats.filter(({ needle }) => needle === URL_NEEDLE).map(detectorOf);
const others = formats.filter(({ needle }) => needle !== URL_NEEDLE).map(detectorOf);

const anyNeedle = new RegExp(
  others.map(({ format }) => format.needle.replaceAll(".", String.raw`\.`)).join("|"),
);

/** So much of a credential may be shown. */
const SHOWN = 4;

/** What credential a text holds, in words and never in full: `a GitHub token ("ghp_…")`; undefined when it holds none. */
export function credentialIn(text: string): string | undefined {
  if (anyNeedle.test(text)) {
    const found = first(others, text);
    if (found !== undefined) return found;
  }
  return text.includes(URL_NEEDLE) && text.includes("@") ? first(urls, text) : undefined;
}

function first(detectors: readonly Detector[], text: string): string | undefined {
  for (const { format, pattern } of detectors) {
    if (!text.includes(format.needle)) continue;
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
