import { stripVTControlCharacters } from "node:util";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** What of a stream matters here; `process.stderr` is one. */
export interface TextStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Prints lines for people. Colour and motion appear only where a person looks: on a terminal. */
export interface Terminal {
  /** True when colour is used: a terminal, not `TERM=dumb`, `NO_COLOR` unset or empty. */
  readonly colour: boolean;
  /** True when a line may be redrawn in place. */
  readonly motion: boolean;
  /** Columns of the terminal. @default 100 where the stream is no terminal */
  readonly width: number;
  /** Prints whole lines; a status line under way is taken away first. */
  print(...lines: readonly string[]): void;
  /** Redraws the one status line in place; does nothing without motion. */
  status(text: string): void;
  /** Takes the status line away. */
  clear(): void;
  /** The text in that style, or as it is where colour is off. */
  paint(style: Style, text: string): string;
}

const codes: Record<Style, readonly [open: number, close: number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** A terminal over one stream; `env` decides about `NO_COLOR` (https://no-color.org) and `TERM`. */
export function terminal(
  stream: TextStream,
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const motion = stream.isTTY === true && env["TERM"] !== "dumb";
  const colour = motion && (env["NO_COLOR"] ?? "") === "";
  const width = motion && stream.columns !== undefined && stream.columns > 0 ? stream.columns : 100;
  let drawn = false;
  const clear = () => {
    if (drawn) stream.write("\r\u001b[2K");
    drawn = false;
  };

  return {
    colour,
    motion,
    width,
    clear,
    print: (...lines) => {
      clear();
      for (const line of lines) stream.write(`${line}\n`);
    },
    status: (text) => {
      if (!motion) return;
      stream.write(`\r\u001b[2K${clip(text, width - 1)}`);
      drawn = true;
    },
    paint: (style, text) => {
      const [open, close] = codes[style];
      return colour ? `\u001b[${open}m${text}\u001b[${close}m` : text;
    },
  };
}

/** Columns a text takes, control sequences not counted. */
export const widthOf = (text: string): number => stripVTControlCharacters(text).length;

/** The text cut to `columns`, the cut shown by an ellipsis; a text that fits is returned as it is. */
export function clip(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  return `${stripVTControlCharacters(text).slice(0, Math.max(0, columns - 1))}…`;
}
