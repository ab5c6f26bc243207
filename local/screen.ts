import { pad } from "../lib/table.ts";
import { type Terminal, terminal } from "../lib/terminal.ts";
import type { BuildScreen, Ready } from "./toolchain/ensure.ts";
import type { Tool } from "./toolchain/tool.ts";

/** Seconds between two progress lines where a line cannot be redrawn. */
const pause = 30;

/** What the commands of the local environment print on stderr: rows under a label. */
export interface Screen extends BuildScreen {
  /** One row; the label is shown on the first of its rows. */
  row(label: string, text: string): void;
  /** A plain line. */
  line(text: string): void;
  /** Motion of a step under way, only on a terminal. */
  status(label: string, text: string): void;
  /** The rows of the tools: one line when nothing was built. */
  tools(ready: readonly Ready[]): void;
}

/** A duration as people write it: `41s`, `4m 31s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}s`;
  return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, "0")}s`;
}

/** A cell of that width, wider when its text needs it: cells never touch. */
const wide = (text: string, width: number): string => pad(text, Math.max(width, text.length + 1));

const name = ({ name, version }: Pick<Tool, "name" | "version">): string => `${name} ${version}`;

/** The screen over stderr, or over `out` in tests. */
export function screen(out: Terminal = terminal(process.stderr, process.env)): Screen {
  let last = "";
  let shownAt = 0;
  const cells = (label: string, text: string) => `${wide(label, 11)}${text}`;
  const row = (label: string, text: string) => {
    out.print(cells(label === last ? "" : label, text));
    last = label;
  };
  const progressText = (tool: Tool, share: number, seconds: number) => {
    const percent = `${Math.min(99, Math.floor(share * 100))}%`.padStart(3);
    const usual = `usually about ${duration(tool.usualSeconds)} from nothing`;
    return `${wide(name(tool), 22)}building  ${percent}   ${duration(seconds)}, ${usual}`;
  };

  return {
    row,
    line: (text) => {
      out.print(text);
    },
    status: (label, text) => {
      out.status(cells(label === last ? "" : label, text));
    },
    building: (tool) => {
      shownAt = 0;
      if (!out.motion) row("tools", `${progressText(tool, 0, 0)} (once; cached for every clone)`);
    },
    progress: (tool, share, seconds) => {
      out.status(cells(last === "tools" ? "" : "tools", progressText(tool, share, seconds)));
      if (out.motion || seconds - shownAt < pause) return;
      shownAt = seconds;
      row("tools", progressText(tool, share, seconds));
    },
    waiting: (tool, pid) => {
      row("tools", `${wide(name(tool), 22)}waiting for the build that process ${pid} is running`);
    },
    done: () => {
      out.clear();
    },
    tools: (ready) => {
      const text = ({ tool, version }: Ready) => `${tool} ${version}`;
      if (ready.every(({ from }) => from === "cache")) {
        row("tools", `${ready.map(text).join(", ")}   (cache)`);
        return;
      }
      for (const each of ready) {
        const words = { PATH: "on PATH", cache: "cache", built: "built" }[each.from];
        const took = each.seconds === undefined ? "" : `   ${duration(each.seconds)}`;
        row("tools", `${wide(text(each), 22)}${words}${took}`);
      }
    },
  };
}
