import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";

import { writeAtomic } from "../../lib/write-atomic.ts";

/** A program as it was when processes were started from it. */
export interface Program {
  /** The file behind all links on the way to it. */
  readonly path: string;
  readonly size: number;
  /** With the size it tells a file from the next one under its name, such as the Node.js of another `npm ci`. */
  readonly mtimeMs: number;
  /** Of its tool; undefined for what the host brings. */
  readonly version?: string;
}

/**
 * All that the processes of a cluster are made from, as it was when they were started. Links and file names stay the same
 * when what is behind them changes, so that the configuration alone would not say that something old runs.
 */
export interface Started {
  /** Their `controllers` folder, which stands in their command lines; another one than now after the clone was moved. */
  readonly folder: string;
  /** By the name of their link. */
  readonly programs: Readonly<Record<string, Program>>;
  /** Hash over the sources of the kubelet's stand-in. */
  readonly standIn: string;
  /** Hash over the supervisor's file and the stand-in's task. */
  readonly configuration: string;
}

const fileIn = (folder: string): string => join(folder, "started.json");
const textOf = (started: Started): string => `${JSON.stringify(started, undefined, 2)}\n`;

/** The program at `path` as it is now. */
export function programAt(path: string, version: string | undefined): Program {
  const { size, mtimeMs } = statSync(path);
  const facts = { path: realpathSync(path), size, mtimeMs };
  return version === undefined ? facts : { ...facts, version };
}

/** What was started last; undefined when nothing was, or nobody knows any more. */
export function readStarted(folder: string): Started | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(folder), "utf8")) as Started;
  } catch {
    return undefined;
  }
}

/** Written when processes are started, and not before: a start that is killed on the way has to be noticed by the next. */
export function writeStarted(started: Started): void {
  writeAtomic(fileIn(started.folder), textOf(started));
}

/** Whether what was started last is exactly this. */
export function wasStarted(started: Started): boolean {
  const last = readStarted(started.folder);
  return last !== undefined && textOf(last) === textOf(started);
}

/**
 * Folders that the processes of a cluster may have in their command lines: its own, and the one they were started from when
 * that is gone, because the clone was moved while they ran. Where it is still there, this clone is a copy and they are not its.
 */
export function foldersOf(folder: string): readonly string[] {
  const then = readStarted(folder)?.folder ?? folder;
  return then === folder || existsSync(then) ? [folder] : [folder, then];
}
