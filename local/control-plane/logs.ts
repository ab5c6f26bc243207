import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";

import type { Layout } from "../layout.ts";

/** Bytes read from the end of a log: enough for any number of lines a screen holds. */
const window = 256 * 1024;

/** Where a component of the control plane, or a controller, writes its log. */
export function logOf(paths: Layout, cluster: string, component: string): string {
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

/** The last lines of a log that say what happened: no stack traces, etcd's JSON as text. */
export function telling(paths: Layout, path: string, lines: number): string[] {
  const frame = /^\s|^goroutine |^created by |^[\w./]+[\w*.()]*\(.*\)$|^\S+\(0x|^\S+\(\{/;
  return tail(paths, path, 200)
    .filter((line) => !frame.test(line))
    .map(asText)
    .slice(-lines);
}

function asText(line: string): string {
  if (!line.startsWith("{")) return line;
  try {
    const { level = "", msg = "", error, err } = JSON.parse(line) as Record<string, string>;
    return [`${level} ${msg}`.trim(), error ?? err].filter((part) => part !== undefined).join(": ");
  } catch {
    return line;
  }
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
