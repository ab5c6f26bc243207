import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { createAtomic, writeAtomic } from "../../../lib/write-atomic.ts";
import { once } from "../../lib/remember.ts";
import { sha256 } from "./safe-read.ts";

/**
 * Remembers what was verified, by everything that the verification hung on.
 *
 * An entry carries a code made with a key that only this user can read, so that a file put there by somebody else is
 * no verification. What cannot be remembered is done again; nothing fails for it.
 */
export interface Cache {
  /** The answer to `question`, remembered or worked out now; work that throws is not remembered. */
  readonly remembered: <T>(question: unknown, work: () => T) => T;
}

/** Remembers nothing. */
export const forgetful: Cache = { remembered: (_question, work) => work() };

/** Hash of all that verifies: what an older or a newer version found good is no answer. */
const version = once(() => {
  const own = readdirSync(import.meta.dirname).sort();
  const texts = own.map((name) => readFileSync(join(import.meta.dirname, name)));
  const libraries = ["bundle", "verify"].map((name) => versionOf(`@sigstore/${name}`));
  return { hash: sha256(JSON.stringify([own, texts.map(sha256), libraries])) };
});

const versionOf = (library: string): unknown => {
  const path = createRequire(import.meta.url).resolve(`${library}/package.json`);
  return (JSON.parse(readFileSync(path, "utf8")) as { version: unknown }).version;
};

export function openCache(folder: string | undefined): Cache {
  const key = folder === undefined ? undefined : keyOf(folder);
  if (folder === undefined || key === undefined) return forgetful;
  const codeOf = (name: string, answer: string) =>
    createHmac("sha256", key).update(`${name}\n${answer}`).digest();
  return {
    remembered: <T>(question: unknown, work: () => T): T => {
      const name = sha256(JSON.stringify([version().hash, question]));
      const path = join(folder, `${name}.json`);
      const known = entryOf(path);
      if (known !== undefined && same(known.code, codeOf(name, known.answer))) {
        return JSON.parse(known.answer) as T;
      }
      const value = work();
      const answer = JSON.stringify(value);
      const code = codeOf(name, answer).toString("hex");
      quietly(() => {
        writeAtomic(path, `${JSON.stringify({ answer, code })}\n`);
      });
      return value;
    },
  };
}

function entryOf(path: string): { answer: string; code: string } | undefined {
  const entry = quietly(() => JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>);
  const { answer, code } = entry ?? {};
  return typeof answer === "string" && typeof code === "string" ? { answer, code } : undefined;
}

function same(code: string, wanted: Buffer): boolean {
  const given = Buffer.from(code, "hex");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The key of a cache, made when there is none; undefined when others can read it, or it is no plain file. */
function keyOf(folder: string): Buffer | undefined {
  const path = join(folder, "key");
  return quietly(() => {
    createAtomic(path, randomBytes(32).toString("hex"));
    const facts = lstatSync(path);
    const mine = process.getuid === undefined || facts.uid === process.getuid();
    if (!facts.isFile() || !mine || (facts.mode & 0o077) !== 0) return undefined;
    const key = Buffer.from(readFileSync(path, "utf8"), "hex");
    return key.length === 32 ? key : undefined;
  });
}

function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
