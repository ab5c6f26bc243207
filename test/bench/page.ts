import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

/** A table as Markdown has it, as prettier would lay it out. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) =>
    Math.max(3, ...[head, ...rows].map((row) => (row[at] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, at) => (cells[at] ?? "").padEnd(width)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** A page with another text between the markers of a part. @throws Error when the page has no such part */
export function replaced(page: string, part: string, text: string): string {
  const [open, close] = [`<!-- ${part} -->\n`, `<!-- /${part} -->`];
  const [start, end] = [page.indexOf(open), page.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`the page has no part ${JSON.stringify(part)}`);
  return `${page.slice(0, start)}${open}\n${text}\n\n${page.slice(end)}`;
}

/** Writes a part of docs/performance.md. */
export function writePart(part: string, text: string): void {
  const file = join(import.meta.dirname, "../../docs/performance.md");
  writeFileSync(file, replaced(readFileSync(file, "utf8"), part, text));
}

export const seconds = (value: number): string => `${value.toFixed(2)} s`;

/** `2.1 (1.9 to 2.4)`. */
export const ratioText = ([least, middle, most]: readonly [number, number, number]): string =>
  `${middle.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;

/** What the figures were taken with. */
export const conditions = (rounds: number): string =>
  `${rounds} ${rounds === 1 ? "round" : "rounds"} in turn after a warm-up, ${cpus().length} cores, Node ${process.versions.node}.`;
