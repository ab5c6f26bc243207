import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A new folder; `removeFolders` in an afterEach takes it away. */
export function newFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "intelgraph-unit-")));
  made.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

const made: string[] = [];

/** Writes a file with the folders above it. */
export function writeFile(path: string, text: string, mode = 0o600): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

/** Writes a shell script that can be run. */
export function writeScript(path: string, ...lines: readonly string[]): string {
  return writeFile(path, `#!/bin/sh\n${lines.join("\n")}\n`, 0o755);
}
