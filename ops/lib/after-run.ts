import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { type Finding, findingsOf } from "./gate.ts";
import { refuses } from "./policies.ts";
import type { Session } from "./session.ts";
import { resourcesOf } from "./state.ts";
import type { Step } from "./steps.ts";
import { isCounted } from "./urn.ts";

/** The packs' verdict over a state as it is. */
export interface AfterRun {
  /** Resources that were judged: neither stack nor provider nor component. */
  readonly resources: number;
  readonly findings: readonly Finding[];
  readonly refused: boolean;
}

/**
 * Runs the packs over the resulting state, where nothing is unknown any more.
 *
 * An empty state passes every rule, so that the count is checked too: fewer resources than the run left behind is a
 * fault, never a pass.
 */
export async function afterRun(session: Session, steps: readonly Step[]): Promise<AfterRun> {
  const state = await session.state();
  const resources = resourcesOf(state).filter(
    ({ type, custom, delete: gone }) => isCounted(type, custom === true) && gone !== true,
  ).length;
  const expected = steps.filter(
    ({ counted, op }) => counted && op !== "delete" && op !== "read",
  ).length;
  const folder = mkdtempSync(join(tmpdir(), "intelgraph-"));
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
    const end = await session.access.engine.analyze(file, session.access.door);
    const findings = findingsOf(end.facts.policy.violations, steps);
    const refused = findings.some(refuses);
    if (end.facts.packs.length === 0)
      throw silent("the packs did not run over the resulting state");
    if (resources < expected || resourcesOf(state).length === 0) {
      throw silent(`${resources} of ${expected} resources are in the state`);
    }
    if (end.exit !== 0 && !refused) throw silent("the packs could not judge the resulting state");
    return { resources, findings, refused };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const silent = (problem: string) =>
  new Fault({
    where: "policies after up",
    problem,
    fix: "the change is applied but not judged: run the command again",
  });
