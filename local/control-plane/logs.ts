import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";

import type { Layout } from "../layout.ts";
import type { Component } from "./components.ts";

/** Bytes read from the end of a log: enough for any number of lines a screen holds. */
const window = 256 * 1024;

export function logOf(paths: Layout, cluster: string, component: Component): string {
  return join(paths.clusters, cluster, "logs", `${component}.log`);
}

/** The last lines of a log, with this clone's own path taken out; empty when there is no log. */
export function tail(paths: Layout, path: string, lines: number): string[] {
  const text = endOf(path).replaceAll(`${paths.root}/`, "");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-lines);
}

function endOf(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const { size } = fstatSync(file);
    const length = Math.min(size, window);
    const buffer = Buffer.alloc(length);
    readSync(file, buffer, 0, length, size - length);
    return buffer.toString("utf8");
  } catch {
    return "";
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
