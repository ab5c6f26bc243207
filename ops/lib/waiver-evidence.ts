import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { rules } from "../../policy-packs/all/rules.ts";
import { assess, type Judged } from "../../policy-packs/lib/judge.ts";
import { policyName } from "../../policy-packs/lib/rule.ts";
import { type Subject, subjectOf } from "../../policy-packs/lib/subject.ts";
import { rememberedUses } from "./waiver-uses.ts";

/** What was judged to learn which waivers are needed. */
export interface Evidence {
  /** `dev`, `local`, `fixture-no-limits.local`. */
  readonly stack: string;
  readonly source: "golden" | "run" | "charts";
  /** When, for a run. */
  readonly at?: string;
  /** Findings that a waiver may be about. */
  readonly met: readonly { readonly policy: string; readonly resource: string }[];
  /** Why it does not say everything about that stack. @default undefined: it does */
  readonly gap?: string;
}

/** Milliseconds: what a run met two weeks ago may long be mended. */
const RUNS_COUNT_FOR = 14 * 86_400_000;

const golden = z.object({
  resources: z.array(
    z.looseObject({
      type: z.string(),
      name: z.string(),
      provider: z.string().optional(),
      protect: z.boolean().optional(),
      inputs: z.record(z.string(), z.unknown()),
    }),
  ),
});
const settings = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * Everything that tells which waivers are needed, over all stacks together.
 *
 * The golden of a stack is what its program registers under its committed settings: it is there on a laptop and in CI
 * alike, whether or not the stack was ever run. Runs on this machine are added to it.
 */
export function waiverEvidence(root: string, now: Date): Evidence[] {
  const packs = join(root, "policy-packs/all");
  const stacks = globSync("config.*.json", { cwd: packs })
    .sort()
    .map((file) => file.slice(7, -5));
  const charts = existsSync(join(root, "charts"))
    ? [{ stack: "charts", source: "charts" as const, met: [], gap: "ops policy check judges them" }]
    : [];
  const runs = rememberedUses(root)
    .filter(({ at }) => now.getTime() - Date.parse(at) < RUNS_COUNT_FOR)
    .map(({ stack, at, uses }): Evidence => ({ stack, source: "run", at, met: uses }));
  return [...stacks.map((stack) => goldenEvidence(root, stack, now)), ...charts, ...runs];
}

function goldenEvidence(root: string, stack: string, now: Date): Evidence {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));
  const file = `test/golden/${stack}.json`;
  try {
    const subjects = subjectsOf(stack, golden.parse(read(file)));
    const configuration = settings.parse(read(`policy-packs/all/config.${stack}.json`));
    const { findings } = assess(subjects, { rules, configuration, waivers: [], now });
    return { stack, source: "golden", met: findings.map(metOf) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const gap = `${file} ${code === "ENOENT" ? "is missing" : "cannot be judged"}`;
    return { stack, source: "golden", met: [], gap };
  }
}

const metOf = ({ rule, identity }: Judged) => ({ policy: policyName(rule), resource: identity });

const subjectsOf = (stack: string, { resources }: z.infer<typeof golden>): Subject[] =>
  resources.map(({ type, name, provider, protect, inputs: props }) =>
    subjectOf({
      type,
      name,
      urn: `urn:pulumi:${stack}::golden::${type}::${name}`,
      provider,
      protect,
      props,
    }),
  );
