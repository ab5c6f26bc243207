import type { ExitCode } from "../../lib/fault.ts";
import type { WorkflowNews } from "./github.ts";
import type { Screen } from "./screen.ts";

/** How a command ends, by its verdict. */
export const exits = { done: 0, refused: 1, "cannot tell": 2 } as const;

/** What a command leaves for `ops/lib/main.ts` to print; the command itself prints rows only. */
export interface Outcome {
  readonly exit: ExitCode;
  /** For `--json`, on stdout. */
  readonly report: unknown;
  /** The end of the screen, on stderr. */
  readonly screen: (screen: Screen) => readonly string[];
  /** Data for people and scripts, on stdout, unless `--json` is asked for. */
  readonly data?: readonly string[];
  /** For `--github`. */
  readonly news?: (root: string) => WorkflowNews;
}
