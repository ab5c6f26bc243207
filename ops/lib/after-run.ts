import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { exceptionsIn } from "./exceptions.ts";
import { type Finding, settledFacts, told, type WaivedFinding } from "./gate.ts";
import { type Catalogue, type PolicyCounts, refuses } from "./policies.ts";
import type { Ports } from "./ports.ts";
import type { Session } from "./session.ts";
import { resourcesOf, type StateResource } from "./state.ts";
import type { StateVerdicts } from "./state-verdicts.ts";
import { identitiesOf, labelOf, type Step } from "./steps.ts";
import { isCounted } from "./urn.ts";

/** The packs' verdict over a state as it is. */
export interface AfterRun {
  /** Resources that were judged: neither stack nor provider nor component. */
  readonly resources: number;
  readonly policies: PolicyCounts;
  readonly findings: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
  readonly refused: boolean;
}

/**
 * Runs the packs over the resulting state, where nothing is unknown any more.
 *
 * An empty state passes every rule, so that the count is checked too: fewer resources than the run left behind is a
 * fault, never a pass. So is a refusal of the same rules, asked without the engine, that the engine does not report.
 */
export async function afterRun(
  session: Session,
  steps: readonly Step[],
  catalogue: Catalogue,
  ports: Pick<Ports, "root" | "now" | "stateVerdicts">,
): Promise<AfterRun> {
  const state = await session.state();
  const live = resourcesOf(state).filter(({ delete: gone }) => gone !== true);
  const counted = live.filter(({ type, custom }) => isCounted(type, custom === true)).length;
  const expected = steps.filter(
    ({ counted: is, op }) => is && op !== "delete" && op !== "read",
  ).length;
  const { engine, door } = session.access;
  const exceptions = exceptionsIn(ports.root, catalogue, ports.now());
  const folder = mkdtempSync(join(tmpdir(), "intelgraph-"));
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
    const end = await engine.analyze(file, door);
    const named = live.map(({ urn, inputs = {}, outputs = {} }) => ({
      urn,
      identities: identitiesOf(urn, inputs, outputs),
    }));
    const policy = settledFacts(end.facts.policy, named, catalogue, exceptions);
    const { findings, waived } = told(policy.violations, steps, exceptions.now);
    const refused = findings.some(refuses);
    if (end.facts.packs.length === 0)
      throw silent("the packs did not run over the resulting state");
    if (counted < expected || live.length === 0) {
      throw silent(`${counted} of ${expected} resources are in the state`);
    }
    if (end.exit !== 0 && !refused) throw silent("the packs could not judge the resulting state");
    const verdicts = await ports.stateVerdicts(state, door, exceptions);
    checkAgainst(verdicts, live, findings);
    return { resources: counted, policies: verdicts.counts, findings, waived, refused };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The engine says only what it found; what the rules say without it must not be worse, over as much. */
function checkAgainst(
  { judged, refusing }: StateVerdicts,
  live: readonly StateResource[],
  findings: readonly Finding[],
): void {
  if (judged < live.length) throw silent(`${judged} of ${live.length} resources were judged`);
  const reported = new Set(findings.map(({ policy, urn }) => `${policy} ${urn}`));
  const whole = new Set(findings.map(({ policy }) => policy));
  const [missed] = refusing.filter(({ policy, urn }) =>
    urn === "" ? !whole.has(policy) : !reported.has(`${policy} ${urn}`),
  );
  if (missed === undefined) return;
  const { policy, urn } = missed;
  const inputs = live.find((resource) => resource.urn === urn)?.inputs ?? {};
  const where = urn === "" ? "the stack" : labelOf(urn, inputs);
  throw silent(`${policy} refuses ${where}, and the engine did not report it`);
}

const silent = (problem: string) =>
  new Fault({
    where: "policies after up",
    problem,
    fix: "the change is applied but not judged: run the command again",
  });
