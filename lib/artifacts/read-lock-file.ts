import { readFileSync } from "node:fs";

import type { z } from "zod";

import { Fault } from "../fault.ts";

/** Reads a lock and checks its shape to the last key. @throws Fault with all that is wrong with it at once */
export function readLockFile<T>(path: string, where: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(json(textOf(path, where), where));
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path: keys, message }) => `${keys.map(String).join(".") || "the file"} ${message}`,
  );
  const fix = "restore it from git, or correct it";
  throw new Fault({ where, problem: faults.join(", "), fix });
}

function textOf(path: string, where: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const problem = missing ? "does not exist" : "cannot be read";
    throw new Fault({ where, problem, fix: "restore it from git", cause: error });
  }
}

function json(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Fault({ where, problem: "is no JSON", fix: "restore it from git", cause: error });
  }
}
