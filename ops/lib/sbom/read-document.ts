import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

import { Fault } from "../../../lib/fault.ts";
import { parseJson } from "../manifests/parse-json.ts";

/** Largest document that is read; an SBOM of 50,000 components stays below. */
export const LARGEST_MIB = 32;

const problems: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "may not be read",
  EPERM: "may not be read",
  ELOOP: "is a symbolic link that leads back to itself",
  ENOTDIR: "is below something that is no folder",
};

/** The JSON in some bytes: one value, no key twice. @throws Fault */
export function parseDocument(bytes: Buffer, shown: string): unknown {
  if (!isUtf8(bytes)) {
    throw new Fault({ where: shown, problem: "is not UTF-8", fix: "give JSON in UTF-8" });
  }
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  if (text.trim() === "") {
    throw new Fault({ where: shown, problem: "is empty", fix: "make it anew" });
  }
  const { values } = parseJson(text, shown);
  if (values.length === 1) return values[0];
  throw new Fault({
    where: shown,
    problem: `holds ${values.length} JSON values`,
    fix: "give one document per file",
  });
}

/** The bytes of a plain file. `fix` is the next step when there is none. @throws Fault */
export function readBytes(path: string, shown: string, fix: string): Buffer {
  try {
    // A pipe without a writer would hold a plain open for ever.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const facts = fstatSync(file);
      if (!facts.isFile()) {
        throw new Fault({ where: shown, problem: "is no file", fix });
      }
      if (facts.size > LARGEST_MIB * 1024 * 1024) {
        throw new Fault({
          where: shown,
          problem: `is larger than ${LARGEST_MIB} MiB, the most that is read`,
          fix: "compare the SBOMs of single images",
        });
      }
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { code = "unknown trouble" } = error as NodeJS.ErrnoException;
    const problem = problems[code] ?? `cannot be read (${code})`;
    throw new Fault({ where: shown, problem, fix, cause: error });
  }
}
