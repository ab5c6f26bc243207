import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Modules of ours that a module needs when it runs; types are gone by then. */
const imported = /^(?:import|export)\s(?!type\b)(?:[^;"]*\sfrom\s)?"(\.[^"]+)"/gm;

/** The module at `main` and every one of ours that it imports. */
export function sourcesOf(main: string): readonly string[] {
  const found = new Set([main]);
  // A set is walked with what is added on the way.
  for (const path of found) {
    for (const [, name = ""] of readFileSync(path, "utf8").matchAll(imported)) {
      found.add(join(dirname(path), name));
    }
  }
  return [...found].sort();
}

/** Changes with the code of a program that is a module of ours: a process with another one runs what is no longer there. */
export function sourceHash(main: string): string {
  const hash = createHash("sha256");
  for (const path of sourcesOf(main)) {
    hash.update(`\0${relative(dirname(main), path)}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}
