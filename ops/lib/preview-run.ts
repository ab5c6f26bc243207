import { changed, countChanges } from "./changes.ts";
import type { RunEnd } from "./engine.ts";
import { exceptionsIn } from "./exceptions.ts";
import { type Judgement, judge } from "./gate.ts";
import { adoptLost, type Healing } from "./heal.ts";
import type { Catalogue } from "./policies.ts";
import { rememberUses } from "./waiver-uses.ts";
import type { Ports } from "./ports.ts";
import { progress } from "./progress.ts";
import { runFailure } from "./run-failure.ts";
import { type Session, tellHealing } from "./session.ts";

/** A preview that went through: what would change, and what the packs say about it. */
export interface Previewed {
  readonly end: RunEnd;
  readonly catalogue: Catalogue;
  readonly judgement: Judgement;
  /** Everything put right so far. */
  readonly healed: Healing;
  readonly milliseconds: number;
  /** When it was judged. */
  readonly at: Date;
}

/** How many resources a preview says will be changed. */
export const planned = ({ end }: Previewed): number => changed(countChanges(end.facts.steps));

/**
 * Previews with the packs on.
 *
 * After an unfinished run, what the preview calls new is looked for in the cluster first, and previewed again when some
 * of it is there. Throws when the preview fails for any other reason than a finding.
 */
export async function previewRun(session: Session, ports: Ports): Promise<Previewed> {
  const begun = ports.now().getTime();
  const { engine, cluster, door } = session.access;
  const reading = ports.catalogue(door);
  reading.catch(() => undefined);
  const run = () =>
    engine.run("preview", {
      door,
      signal: ports.signal,
      onEvent: progress({ ...ports, label: "preview", total: undefined }),
    });

  ports.screen.status("preview", "loading the program and the policy packs");
  let end = await run();
  let healed = session.healed;
  const unfinished = session.journal.unfinished();
  if (session.heals && unfinished !== undefined && !ports.signal.aborted) {
    const found = await adoptLost(await session.state(), end.facts.steps, {
      engine,
      cluster,
      unfinished,
    });
    if (found.adopted.length > 0) {
      tellHealing(found, ports.screen);
      healed = { ...healed, adopted: [...healed.adopted, ...found.adopted] };
      end = await run();
    }
  }
  const failed = () => runFailure({ verb: "preview", end, session, ports });
  if (ports.signal.aborted) throw await failed();
  const catalogue = await reading;
  const at = ports.now();
  const judgement = judge(end, catalogue, exceptionsIn(ports.root, catalogue, at));
  if (end.exit !== 0 && !judgement.refused) throw await failed();
  rememberUses({ root: ports.root, id: session.target.id, end, judgement, at });
  return { end, catalogue, judgement, healed, at, milliseconds: at.getTime() - begun };
}
