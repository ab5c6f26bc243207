import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from "node:fs";

import type { Fault } from "../../../lib/fault.ts";
import { faultAt, LARGEST_MIB } from "./place.ts";

const LIMIT = LARGEST_MIB * 1024 * 1024;

const problems: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "may not be read",
  EPERM: "may not be read",
  ELOOP: "is a symbolic link that leads back to itself",
  EISDIR: "is a folder",
  ENOTDIR: "is below something that is no folder",
};

/** What the system says about a path, as a fault. */
export function unreadablePath(shown: string, error: unknown): Fault {
  const { code = "unknown trouble" } = error as NodeJS.ErrnoException;
  const problem = problems[code] ?? `cannot be read (${code})`;
  return faultAt(shown, undefined, problem, "name a manifest, a folder, a chart, or - for stdin");
}

/** A file as far as it is text. @throws Fault in one line */
export const readText = (path: string, shown: string): string =>
  textOf(readBytes(path, shown), shown);

/** The bytes of a file or pipe, up to the limit. @throws Fault in one line */
export function readBytes(path: string, shown: string): Buffer {
  try {
    // A pipe without a writer would hold a plain open for ever.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const facts = fstatSync(file);
      if (facts.isFile() && facts.size > LIMIT) throw tooLarge(shown);
      return facts.isFile() ? readFileSync(file) : readPipe(file, shown);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Error && "where" in error) throw error;
    throw unreadablePath(shown, error);
  }
}

/** Everything on stdin, as far as it is text. @throws Fault in one line */
export function readStdin(descriptor = 0): string {
  return textOf(readPipe(descriptor, "stdin"), "stdin");
}

function readPipe(descriptor: number, shown: string): Buffer {
  const parts: Buffer[] = [];
  let size = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(1 << 16);
    const count = readSome(descriptor, part);
    if (count === 0) return Buffer.concat(parts);
    parts.push(part.subarray(0, count));
    size += count;
    if (size > LIMIT) throw tooLarge(shown);
  }
}

/** Bytes read, 0 at the end; waits where the writer has nothing to say yet. */
function readSome(descriptor: number, into: Buffer): number {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      return readSync(descriptor, into);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(pause, 0, 0, 5);
    }
  }
}

/** The text behind the bytes. @throws Fault for what is binary, badly encoded or empty */
export function textOf(bytes: Buffer, shown: string): string {
  if (bytes.includes(0)) {
    throw faultAt(shown, undefined, "is binary", "give YAML or JSON in UTF-8");
  }
  if (!isUtf8(bytes)) {
    throw faultAt(shown, undefined, "is not UTF-8", "save it as UTF-8");
  }
  const text = bytes.toString("utf8");
  if (text.trim() === "") throw faultAt(shown, undefined, "is empty", "give at least one manifest");
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

const tooLarge = (shown: string): Fault =>
  faultAt(
    shown,
    undefined,
    `is larger than ${LARGEST_MIB} MiB, the most that is read`,
    "split it into several files",
  );
