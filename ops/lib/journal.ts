import { readFileSync, rmSync } from "node:fs";

import { z } from "zod";

import { writeAtomic } from "../../lib/write-atomic.ts";

const entrySchema = z.object({ verb: z.string(), started: z.string() });

/** A run that began and has not ended well. */
export interface Unfinished {
  readonly verb: string;
  /** When the first run since the last one that ended well began, ISO 8601. */
  readonly started: string;
}

/** Remembers that a run changes a stack until it has ended well, whatever happens to this process. */
export interface Journal {
  /** The run that did not end well; undefined when all did. An entry that cannot be read counts as one. */
  unfinished(): Unfinished | undefined;
  begin(verb: string, now: Date): void;
  /** Only after a run that ended well. */
  end(): void;
}

export function journal(path: string): Journal {
  const unfinished = (): Unfinished | undefined => {
    let text: string;
    try {
      text = readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
    try {
      return entrySchema.parse(JSON.parse(text));
    } catch {
      return { verb: "run", started: new Date(0).toISOString() };
    }
  };
  return {
    unfinished,
    begin: (verb, now) => {
      const started = unfinished()?.started ?? now.toISOString();
      writeAtomic(path, JSON.stringify({ verb, started } satisfies Unfinished));
    },
    end: () => {
      rmSync(path, { force: true });
    },
  };
}
