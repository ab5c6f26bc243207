import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import type { SourceEdit, Tool } from "./tool.ts";

/**
 * Copies the tool's module out of Go's module cache, edits the copy, and returns the flags that make Go compile it; none
 * for a tool without edits. Go has checked the module against go.sum when it filled its cache. A text that is not there
 * exactly once is a Fault, so that no edit is lost with a new version.
 *
 * `original` says where the module cache holds the module; `folder` takes the copy.
 */
export async function editedModule(
  tool: Tool,
  folder: string,
  original: () => Promise<string>,
): Promise<readonly string[]> {
  const { edits = [] } = tool;
  if (edits.length === 0) return [];
  const source = join(folder, "source");
  cpSync(await original(), source, { recursive: true });
  makeWritable(source);
  for (const edit of edits) {
    const path = join(source, edit.file);
    writeFileSync(path, edited(tool, edit, readFileSync(path, "utf8")));
  }
  const goMod = readFileSync(join(tool.folder, "go.mod"), "utf8");
  writeFileSync(join(folder, "go.mod"), `${goMod}\nreplace ${tool.module} => ${source}\n`);
  cpSync(join(tool.folder, "go.sum"), join(folder, "go.sum"));
  return [`-modfile=${join(folder, "go.mod")}`];
}

/** What the module cache holds is read-only, folders included, and would be there for ever. */
function makeWritable(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeWritable(path);
    else chmodSync(path, 0o600);
  }
}

function edited({ name, version }: Tool, edit: SourceEdit, source: string): string {
  const [before, after, ...more] = source.split(edit.text);
  if (before !== undefined && after !== undefined && more.length === 0) {
    return `${before}${edit.becomes}${after}`;
  }
  throw new Fault({
    where: `${name} ${version}`,
    problem: `${edit.file} does not hold ${edit.text} exactly once`,
    fix: `look at that source and correct edits in tool.json of ${name}`,
  });
}
