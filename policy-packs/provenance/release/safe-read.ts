import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";

import type { Code } from "./codes.ts";
import type { EvidenceFile } from "./model.ts";

/** Bytes of a file beyond which it is not even opened. */
export const LARGEST = 16 * 1024 * 1024;

/** Why a file was not read. */
export class ReadFault extends Error {
  readonly code: Extract<Code, `evidence-${string}`>;

  constructor(code: ReadFault["code"], message: string) {
    super(message);
    this.code = code;
  }
}

export const sha256 = (bytes: string | Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

/**
 * The bytes of a file of evidence, which lies in `evidence/<digest>/` below `folder`, is a plain file reached through
 * no symbolic link, and has the hash that the release names. @throws ReadFault
 */
export function readEvidence(
  folder: string,
  digest: string,
  { path, sha256: wanted }: EvidenceFile,
) {
  const home = `evidence/${digest.replace(/^sha256:/, "")}/`;
  const segments = path.split("/");
  const plain = segments.every((one) => /^[A-Za-z0-9._-]+$/.test(one) && !/^\.+$/.test(one));
  if (!plain || !path.startsWith(home)) {
    throw new ReadFault("evidence-path", `${JSON.stringify(path)} is not in ${home}`);
  }
  const bytes = readPlain(folder, segments);
  if (sha256(bytes) === wanted) return bytes;
  const message = `${shortPath(path)} is not what was released; its hash differs`;
  throw new ReadFault("evidence-changed", message);
}

/** A path whose digests are cut to what tells them apart. */
const shortPath = (path: string): string => path.replace(/([0-9a-f]{12})[0-9a-f]{52}/g, "$1…");

/** The bytes of a plain file below a folder, reached through no symbolic link. @throws ReadFault */
export function readPlain(folder: string, segments: readonly string[]): Buffer {
  const shown = shortPath(segments.join("/"));
  let at = folder;
  for (const [index, segment] of segments.entries()) {
    at = join(at, segment);
    const found = tried(shown, () => lstatSync(at));
    if (found.isSymbolicLink()) {
      const part = shortPath(segments.slice(0, index + 1).join("/"));
      throw new ReadFault("evidence-symlink", `${part} is a symbolic link`);
    }
  }
  // Never waits for a pipe that somebody put there, nor follows a link that came since.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = tried(shown, () => openSync(at, flags));
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) throw new ReadFault("evidence-unreadable", `${shown} is no plain file`);
    if (facts.size > LARGEST) {
      const size = `${Math.ceil(facts.size / 1024 / 1024)} MiB`;
      throw new ReadFault("evidence-too-large", `${shown} has ${size}, more than 16 MiB`);
    }
    return tried(shown, () => readUpTo(file, facts.size));
  } finally {
    closeSync(file);
  }
}

/** At most as many bytes as the file had when it was looked at. */
function readUpTo(file: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let filled = 0;
  for (;;) {
    const read = readSync(file, bytes, filled, size - filled, null);
    filled += read;
    if (read === 0 || filled === size) return bytes.subarray(0, filled);
  }
}

function tried<T>(shown: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw new ReadFault("evidence-missing", `${shown} is not there`);
    }
    if (code === "ELOOP") throw new ReadFault("evidence-symlink", `${shown} is a symbolic link`);
    throw new ReadFault("evidence-unreadable", `${shown} cannot be read (${code})`);
  }
}
