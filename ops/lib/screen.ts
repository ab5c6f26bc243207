import { pad } from "../../lib/table.ts";
import { type Style, type Terminal, widthOf } from "../../lib/terminal.ts";

/** What people see of a command: rows under a label, on stderr. Paths lose the project root. */
export interface Screen {
  readonly width: number;
  /** True when a line may be redrawn in place. */
  readonly motion: boolean;
  /** One row; a label is shown on the first of its rows. */
  row(label: string, text: string): void;
  /** Plain lines. */
  lines(...lines: readonly string[]): void;
  /** What goes on right now, redrawn in place; only on a terminal. */
  status(label: string, text: string): void;
  paint(style: Style, text: string): string;
}

/** Columns before the text of a row; the rows of `local/cli.ts` stand on the same screen. */
const indent = 11;

export function screen(terminal: Terminal, root: string): Screen {
  let last = "";
  const cells = (label: string, text: string) =>
    `${pad(label === last ? "" : label, indent)}${relative(text, root)}`;
  return {
    width: terminal.width,
    motion: terminal.motion,
    row: (label, text) => {
      terminal.print(cells(label, text).trimEnd());
      last = label;
    },
    lines: (...lines) => {
      terminal.print(...lines.map((line) => relative(line, root)));
      last = "";
    },
    status: (label, text) => {
      terminal.status(cells(label, text));
    },
    paint: (style, text) => terminal.paint(style, text),
  };
}

/** The text with paths below the project root made relative to it. */
export const relative = (text: string, root: string): string =>
  text.replaceAll(`file://${root}/`, "").replaceAll(`${root}/`, "").replaceAll(root, ".");

/** A duration as people write it: `0.4 s`, `9.2 s`, `41 s`, `4m 31s`. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, "0")}s`;
}

/** `1 resource`, `2 resources`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** A text in lines of at most `columns`, broken at blanks; a word longer than that keeps a line to itself. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= columns) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
