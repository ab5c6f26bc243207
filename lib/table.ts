import { widthOf } from "./terminal.ts";

export interface TableOptions {
  /** Blanks before every line. @default 0 */
  readonly indent?: number;
  /** Blanks between two columns. @default 2 */
  readonly gap?: number;
}

/** Rows as aligned lines: every column as wide as its widest cell, no blanks at the end of a line. */
export function table(
  rows: readonly (readonly string[])[],
  { indent = 0, gap = 2 }: TableOptions = {},
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
    }
  }
  return rows.map((row) => {
    const cells = row.map((cell, column) => pad(cell, widths[column] ?? 0));
    return `${" ".repeat(indent)}${cells.join(" ".repeat(gap))}`.trimEnd();
  });
}

/** The text with blanks up to `columns`; a longer text stays as it is. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - widthOf(text)));
}
