import type { Outcome } from "../outcome.ts";
import type { Ports } from "../ports.ts";
import type { flagHelp, Flags } from "./flags.ts";

/** A word behind a verb, as commander writes it. */
interface Word {
  readonly syntax: string;
  readonly help: string;
}

/** One verb: what it is called, what it takes, and what it does. */
export interface CommandRow {
  /** `up`; `policy check` for a verb within a group. */
  readonly name: string;
  readonly summary: string;
  /** What stands behind the verb, as commander writes it: `<environment>`, `<input...>`. @default nothing */
  readonly takes?: Word | readonly Word[];
  /** Flags with their help, besides `--json` and `--github`. */
  readonly flags: readonly (keyof typeof flagHelp)[];
  readonly run: (words: readonly string[], flags: Flags, ports: Ports) => Promise<Outcome>;
}
