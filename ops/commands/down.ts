import { changed, type ChangeCounts, countChanges } from "../lib/changes.ts";
import { confirmed } from "../lib/confirm.ts";
import { Fault } from "../../lib/fault.ts";
import type { Ports } from "../lib/ports.ts";
import { serveFinalizers } from "../lib/finalizers.ts";
import { withoutControllers } from "../lib/profile.ts";
import { progress } from "../lib/progress.ts";
import { seconds } from "../lib/report.ts";
import { runFailure } from "../lib/run-failure.ts";
import { duration } from "../lib/screen.ts";
import { type Session, withSession } from "../lib/session.ts";
import { resourcesOf, type State } from "../lib/state.ts";
import { labelOf } from "../lib/steps.ts";
import { commandFor, findTarget } from "../lib/target.ts";
import { isCounted } from "../lib/urn.ts";
import { doneText } from "../lib/wording.ts";
import type { UpInput } from "./up.ts";

export interface DownReport {
  readonly command: "down";
  readonly environment: string;
  readonly verdict: "done";
  readonly changes: ChangeCounts;
  readonly seconds: number;
  /** Commands for the next step. */
  readonly next: { readonly up: string };
}

/** Removes every resource of an environment; its stack stays, with an empty state. */
export async function down(input: UpInput, ports: Ports): Promise<DownReport> {
  const target = findTarget(ports.root, input);
  ports.screen.lines(`IntelGraph platform: removal of ${target.environment}`, "");
  const { noWait = false, restore = false, yes = false } = input;
  return withSession(target, ports, { verb: "down" as const, noWait, restore }, async (session) => {
    const state = await session.state();
    const protectedOnes = resourcesOf(state).filter(({ protect }) => protect === true);
    if (protectedOnes.length > 0) throw protectedFault(session, protectedOnes);
    if (resourcesOf(state).length > 0 && !yes) await confirmed(target, "remove", ports);
    return destroy(session, ports, state);
  });
}

/** The removal of a stack that is locked, ready, and may be removed. */
export async function destroy(session: Session, ports: Ports, state: State): Promise<DownReport> {
  await serveFinalizers(session.target, session.access, ports);
  const begun = ports.now();
  const total = resourcesOf(state).filter(({ type, custom }) =>
    isCounted(type, custom === true),
  ).length;
  session.journal.begin("down", begun);
  const end = await session.access.engine.run("destroy", {
    signal: ports.signal,
    onEvent: progress({ ...ports, label: "down", total }),
  });
  if (end.exit !== 0) throw await runFailure({ verb: "destroy", end, session, ports, total });
  session.journal.end();
  const changes = countChanges(end.facts.done);
  const milliseconds = ports.now().getTime() - begun.getTime();
  const text = changed(changes) === 0 ? "nothing was there" : doneText(changes, total);
  ports.screen.row("down", `${text}   ${duration(milliseconds)}`);
  await withoutControllers(session.target, ports);
  const { environment } = session.target;
  return {
    command: "down",
    environment,
    verdict: "done",
    changes,
    seconds: seconds(milliseconds),
    next: { up: commandFor(session.target, "up") },
  };
}

function protectedFault({ target }: Session, resources: ReturnType<typeof resourcesOf>): Fault {
  const names = resources.map(({ urn, inputs = {} }) => labelOf(urn, inputs));
  const list =
    names.length > 4
      ? `${names.slice(0, 4).join(", ")} and ${names.length - 4} more`
      : names.join(", ");
  const settings = target.file?.name ?? `Pulumi.${target.environment}.yaml`;
  return new Fault({
    where: target.environment,
    problem: `${names.length} protected, so that nothing was removed: ${list}`,
    fix: `when they may go, set protect: false in ${settings}, run ${commandFor(target, "up")}, then this again`,
    exit: 1,
  });
}

/** The end of the screen. */
export function render({ next }: DownReport): string[] {
  return ["", `next       ${next.up}    provisions it again`];
}
