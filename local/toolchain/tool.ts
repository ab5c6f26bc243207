import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One program of a tool. */
export interface Binary {
  readonly name: string;
  /** Go package that builds it. */
  readonly package: string;
  /** Range of versions taken from PATH, for example `>=3.259.0 <4.0.0`. */
  readonly accepts: string;
  /** Arguments that make it print its version. */
  readonly probe: readonly string[];
}

/** One text of a Go source file that is another one in our build. */
export interface SourceEdit {
  /** Path in the tool's module. */
  readonly file: string;
  /** Text that stands in the file exactly once. */
  readonly text: string;
  readonly becomes: string;
}

/** What `local/toolchain/<tool>/tool.json` says; adding a tool is adding such a folder. */
export interface Tool {
  readonly name: string;
  /** The version that is built, the one `go.mod` pins. */
  readonly version: string;
  /** Module whose version in `go.mod` is that version. */
  readonly module: string;
  /** The version of that module, where it is numbered differently. @default version */
  readonly moduleVersion?: string;
  /** `core` is there before anything runs, `full` before controllers run; the rest when a command asks for it, or a bench, which CI never runs. */
  readonly profile: "core" | "full" | "on first need" | "bench only";
  /** Seconds a build from empty caches takes on 2 cores, measured; shown as an expectation only. */
  readonly usualSeconds: number;
  /** Values of `process.platform` on which it can run. */
  readonly platforms: readonly string[];
  /** Go string variables set at link time, by full name. */
  readonly variables: Readonly<Record<string, string>>;
  /**
   * Where a program has no option for what has to be so here: to listen on loopback only, or to be compiled with the
   * dependencies of another tool. @default none
   */
  readonly edits?: readonly SourceEdit[];
  readonly binaries: readonly Binary[];
  /** Folder with go.mod and go.sum, and the main package of a tool that upstream has none of. */
  readonly folder: string;
}

/** Whether a program of that name that somebody else built is another one than ours. */
export const isEdited = ({ edits = [] }: Pick<Tool, "edits">): boolean => edits.length > 0;

/** All tools, the core first, in the order in which they are made. */
export function readTools(folder: string = import.meta.dirname): readonly Tool[] {
  const order = ["pulumi", "kubernetes", "kwok"];
  const rank = ({ name }: Tool) => (order.indexOf(name) + order.length + 1) % (order.length + 1);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "tool.json")))
    .map((entry) => readTool(join(folder, entry.name)))
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

function readTool(folder: string): Tool {
  const text = readFileSync(join(folder, "tool.json"), "utf8");
  return { ...(JSON.parse(text) as Omit<Tool, "folder">), folder };
}
