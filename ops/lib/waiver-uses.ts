import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { writeAtomic } from "../../lib/write-atomic.ts";
import type { RunEnd } from "./engine.ts";
import type { Judgement } from "./gate.ts";
import { pairs } from "./waived-rows.ts";

const schema = z.object({
  stack: z.string(),
  at: z.iso.datetime(),
  complete: z.boolean(),
  uses: z.array(
    z.object({
      policy: z.string(),
      resource: z.string(),
      expires: z.string(),
      owner: z.string(),
      ticket: z.string(),
    }),
  ),
});

/** The waivers that the newest run of one stack met. */
export type WaiverUses = z.infer<typeof schema>;

export interface RememberedRun {
  readonly root: string;
  /** Name of the state: one file each. */
  readonly id: string;
  readonly end: Pick<RunEnd, "facts">;
  readonly judgement: Pick<Judgement, "waived" | "silences">;
  readonly at: Date;
}

const folderIn = (root: string): string => join(root, ".local/waivers");

/** Keeps which waivers a run has met, for `ops policy waivers`. What it cannot keep, nobody relies on. */
export function rememberUses({ root, id, end, judgement, at }: RememberedRun): void {
  const { complete } = end.facts.policy;
  const uses: WaiverUses = {
    stack: id,
    at: at.toISOString(),
    complete: complete.size > 0 && judgement.silences.length === 0,
    uses: pairs(judgement.waived).map(({ policy, resource, waived }) => ({
      policy,
      resource,
      ...waived,
    })),
  };
  writeAtomic(join(folderIn(root), `${id}.json`), `${JSON.stringify(uses, undefined, 2)}\n`);
}

/** What runs have met, stack by stack; a file that says something else is left out. */
export function rememberedUses(root: string): WaiverUses[] {
  const folder = folderIn(root);
  return globSync("*.json", { cwd: folder })
    .sort()
    .flatMap((file) => {
      try {
        return [schema.parse(JSON.parse(readFileSync(join(folder, file), "utf8")))];
      } catch {
        return [];
      }
    });
}
