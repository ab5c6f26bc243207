import { backUp } from "./backups.ts";
import type { Engine } from "./engine.ts";
import { EngineExit } from "./engine-command.ts";
import { anyFault, type FaultContext, knownFault } from "./engine-faults.ts";
import { damage, DamagedState, described, restoreBackup, type StatePlace } from "./restore.ts";
import type { Screen } from "./screen.ts";
import { type State, stateOf } from "./state.ts";

export interface StateAccess {
  readonly engine: Engine;
  readonly place: StatePlace;
  readonly context: FaultContext;
  readonly screen: Screen;
  readonly now: () => Date;
}

/** A stack's state, backed up, and how to look at it again. */
export interface OpenState {
  readonly first: State;
  /** True when the stack was made just now. */
  readonly isNew: boolean;
  readonly again: () => Promise<State>;
  /** Keeps a copy of the state as it is now, when it can be read. */
  readonly backUp: () => Promise<void>;
}

/**
 * Reads the state, backs it up, and makes the stack when there is none and `missing` does not object.
 *
 * A damaged state is a fault; with `restore` the newest backup takes its place, and it says so.
 */
export async function openState(
  access: StateAccess,
  { restore, missing }: { readonly restore: boolean; readonly missing: () => Error | undefined },
): Promise<OpenState> {
  const { engine, place, screen, now } = access;
  const read = () => engine.exportState().catch((error: unknown) => failed(error, access));
  const whole = async () => {
    const text = await read();
    const gone = text === undefined ? damage(place, undefined) : undefined;
    if (gone) throw gone;
    return text;
  };
  const restored = async (error: unknown) => {
    if (!restore || !(error instanceof DamagedState)) throw error;
    const backup = await restoreBackup(place, engine, now());
    screen.row("restored", `${described(backup)}; the damaged state is kept beside it`);
    return read();
  };

  const text = await whole().catch(restored);
  if (text !== undefined) backUp(place.backups, text, now());
  else {
    const objection = missing();
    if (objection) throw objection;
    await engine.create().catch((error: unknown) => failed(error, access));
  }
  return {
    first: stateOf(text ?? (await read()) ?? ""),
    isNew: text === undefined,
    again: async () => stateOf((await read()) ?? ""),
    backUp: async () => {
      const latest = await engine.exportState().catch(() => undefined);
      if (latest !== undefined) backUp(place.backups, latest, now());
    },
  };
}

/** Turns what the engine printed into the one line people need. */
function failed(error: unknown, { place, context }: StateAccess): never {
  if (!(error instanceof EngineExit)) throw error;
  const printed = `${error.stderr}\n${error.stdout}`;
  throw damage(place, printed) ?? knownFault(printed, context) ?? anyFault(printed, context);
}
