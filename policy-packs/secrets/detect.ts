import { type Format, formats } from "./formats.ts";

interface Detector {
  readonly format: Format;
  readonly pattern: RegExp;
}

const detectors: readonly Detector[] = formats.map((format) => ({
  format,
  pattern: new RegExp(format.pattern),
}));

/** Shorter than every credential with a format of its own. */
const SHORTEST = 8;
/** So much of a credential may be shown. */
const SHOWN = 4;

const anyNeedle = new RegExp(
  formats.map(({ needle }) => needle.replaceAll(/[.+*?()[\]{}|^$\\]/g, String.raw`\$&`)).join("|"),
);

/** What credential a text holds, in words and never in full: `a GitHub token ("ghp_…")`; undefined when it holds none. */
export function credentialIn(text: string): string | undefined {
  if (text.length < SHORTEST || !anyNeedle.test(text)) return undefined;
  for (const { format, pattern } of detectors) {
    if (!text.includes(format.needle)) continue;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return `${format.what} (${JSON.stringify(hintOf(format, found))})`;
  }
  return undefined;
}

/** Nothing but the prefix that all credentials of the format share. */
function hintOf({ needle }: Format, found: string): string {
  const shared = found.startsWith(needle) ? needle.slice(0, SHOWN) : "";
  return `${shared}…`;
}
