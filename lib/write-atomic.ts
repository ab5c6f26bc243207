import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const beside = (path: string): string =>
  `${path}.${process.pid}-${randomBytes(4).toString("hex")}.tmp`;

/** Writes a file that readers see whole or not at all; its folder is made when missing. @default mode 0600 */
export function writeAtomic(path: string, content: string | Uint8Array, mode = 0o600): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  replaceBy(path, (temporary) => {
    writeFileSync(temporary, content, { mode });
  });
}

/** Points a symbolic link at a target, replacing what was there in one step. */
export function linkAtomic(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  replaceBy(path, (temporary) => {
    symlinkSync(target, temporary);
  });
}

/** Makes something under a temporary name beside `path`, then moves it there in one step. */
export function replaceBy(path: string, make: (temporary: string) => void): void {
  const temporary = beside(path);
  try {
    make(temporary);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Creates a file with its content in one step; false when somebody else already has. */
export function createAtomic(path: string, content: string, mode = 0o600): boolean {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = beside(path);
  try {
    writeFileSync(temporary, content, { mode });
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
