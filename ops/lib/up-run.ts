import { isDeepStrictEqual } from "node:util";

import type { Fault } from "../../lib/fault.ts";
import type { RunEnd } from "./engine.ts";
import type { OpsEvent } from "./events.ts";
import { exceptionsIn } from "./exceptions.ts";
import { Failure } from "./failure.ts";
import { serveFinalizersOf } from "./finalizers.ts";
import { type Judgement, judge } from "./gate.ts";
import type { Ports } from "./ports.ts";
import { planned, type Previewed } from "./preview-run.ts";
import { progress } from "./progress.ts";
import { runFailure } from "./run-failure.ts";
import { sealingKey } from "./secrets/sealing-key.ts";
import type { Session } from "./session.ts";
import { resourcesOf } from "./state.ts";
import { stackType } from "./urn.ts";
import { rememberUses } from "./waiver-uses.ts";

/** An up that went through, or was refused by a rule that could only see it then. */
export interface Upped {
  readonly end: RunEnd;
  readonly judgement: Judgement;
  readonly milliseconds: number;
}

/** Applies with the packs on, unless there is nothing to apply. Remembered as unfinished until the engine says that it ended well. */
export async function upRun(
  session: Session,
  ports: Ports,
  before: Previewed,
  passphraseFd?: string,
): Promise<Upped> {
  const begun = ports.now();
  const total = planned(before);
  const key = await sealingKey(session, ports, passphraseFd);
  if (await isSettled(session, before)) {
    await key?.finish();
    return { ...before, milliseconds: 0 };
  }
  await serveFinalizersOf(before.end.facts.steps, session.target, session.access, ports);
  session.journal.begin("up", begun);
  ports.screen.status("up", `0/${total}`);
  const tell = progress({ ...ports, label: "up", total });
  const end = await session.access.engine
    .run("up", {
      door: session.access.door,
      signal: ports.signal,
      onEvent: (event) => {
        tell(event);
        if (isOfSealing(event)) void key?.attempt();
      },
    })
    .finally(() => key?.stop());
  if (end.exit === 0) await key?.finish();
  const at = ports.now();
  const judgement = judge(end, before.catalogue, exceptionsIn(ports.root, before.catalogue, at));
  if (end.exit !== 0 && (ports.signal.aborted || !judgement.refused)) {
    const failure = await runFailure({ verb: "up", end, session, ports, total });
    throw beside(failure, await key?.missing());
  }
  if (end.exit === 0) session.journal.end();
  rememberUses({ root: ports.root, id: session.target.id, end, judgement, at });
  return { end, judgement, milliseconds: at.getTime() - begun.getTime() };
}

/** A failure with why the sealing key is not there: without it nothing opens, and whoever waits for that waits in vain. */
function beside(failure: Fault | Failure, missing: Error | undefined): Error {
  if (missing === undefined) return failure;
  if (!(failure instanceof Failure)) {
    return new AggregateError([failure, missing], failure.message);
  }
  const { headline, details, next } = failure;
  return new Failure(headline, [missing.message, "", ...details], next);
}

/** What the sealing key waits for: its namespace, and the right to write there. */
const isOfSealing = ({ resOutputsEvent: ended }: OpsEvent): boolean =>
  ended?.metadata.urn.includes("sealed-secrets") ?? false;

/**
 * True when an up would do nothing at all: no step but "same", outputs as they are in the state, and no run before that
 * has not ended well. A secret output never counts as equal, because its value is not shown.
 */
export async function isSettled(session: Session, { end, healed }: Previewed): Promise<boolean> {
  const { steps, outputs } = end.facts;
  if (session.journal.unfinished() !== undefined) return false;
  if (healed.adopted.length + healed.cleared.length > 0) return false;
  if (steps.length === 0 || steps.some(({ op }) => op !== "same")) return false;
  const stack = resourcesOf(await session.state()).find(({ type }) => type === stackType);
  return stack !== undefined && isDeepStrictEqual(stack.outputs ?? {}, outputs ?? {});
}
