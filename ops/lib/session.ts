import { Fault } from "../../lib/fault.ts";
import { type LockHolder, withLock } from "../../lib/lock.ts";
import { backUp } from "./backups.ts";
import type { Replacements } from "./derived-config.ts";
import { EngineExit } from "./engine-command.ts";
import { anyFault, type FaultContext, knownFault } from "./engine-faults.ts";
import { lockFolder } from "./engine-locks.ts";
import { freeStack } from "./free-stack.ts";
import { type Healing, resolvePending } from "./heal.ts";
import { type Journal, journal } from "./journal.ts";
import type { Ports } from "./ports.ts";
import { damage, DamagedState, described, restoreBackup, type StatePlace } from "./restore.ts";
import type { Screen } from "./screen.ts";
import { type State, stateOf } from "./state.ts";
import { type Access, localFolder, openTarget, type Target } from "./target.ts";

/** A stack that is locked, backed up and put right: ready to be worked on. */
export interface Session {
  readonly target: Target;
  readonly access: Access;
  readonly journal: Journal;
  /** The state now. */
  readonly state: () => Promise<State>;
  /** What was put right before the work began. */
  readonly healed: Healing;
  readonly context: FaultContext;
}

export interface SessionOptions {
  /** What is done, for those who wait: "up". */
  readonly verb: string;
  /** Refuse at once when another run holds the stack. @default false: wait */
  readonly noWait?: boolean;
  /** Go back to the newest backup that can be read when the state cannot. @default false */
  readonly restore?: boolean;
  /** Make the stack when there is none. @default true */
  readonly create?: boolean;
  readonly replacements?: Replacements;
}

/** Runs `body` as the only run of that stack. Nothing of the stack is touched before its state is backed up. */
export async function withSession<T>(
  target: Target,
  ports: Ports,
  options: SessionOptions,
  body: (session: Session) => Promise<T>,
): Promise<T> {
  const path = localFolder(ports.root, "locks", `${target.id}.json`);
  const doing = `${options.verb} of ${target.environment}`;
  const onWait = (holder: LockHolder) => {
    if (options.noWait === true) throw heldBy(target, holder.doing, holder.pid);
    ports.screen.row(
      "waiting",
      `for ${holder.doing}, process ${holder.pid} (Ctrl-C stops waiting; --no-wait refuses at once)`,
    );
  };
  return withLock(path, doing, async () => body(await open(target, ports, options)), {
    onWait,
    signal: ports.signal,
  });
}

const heldBy = ({ environment }: Target, doing: string, pid: number) =>
  new Fault({
    where: environment,
    problem: `is held by ${doing}, process ${pid}`,
    fix: "wait for it to end, or run again without --no-wait",
    exit: 1,
  });

async function open(target: Target, ports: Ports, options: SessionOptions): Promise<Session> {
  const { root, screen, signal, now } = ports;
  const access = await openTarget(target, ports, options.replacements);
  const { engine, cluster, stateFolder } = access;
  const { environment, project, kind } = target;
  if (stateFolder !== undefined) {
    const folder = lockFolder(stateFolder, project, environment);
    await freeStack({ environment, folder, noWait: options.noWait ?? false, screen, signal });
  }
  const place = {
    environment,
    project,
    stateFolder,
    backups: localFolder(root, "backups", target.id),
  };
  const context = { environment, kind, settings: target.file?.name ?? "Pulumi.yaml" };
  const log = journal(localFolder(root, "journal", `${target.id}.json`));
  const read = () => engine.exportState().catch((error: unknown) => failed(error, place, context));

  let text = await read().catch(orRestored);
  const gone = text === undefined ? damage(place, undefined) : undefined;
  if (gone) text = await orRestored(gone);
  if (text === undefined) {
    if (options.create === false) throw unknownStack(target);
    await engine.create().catch((error: unknown) => failed(error, place, context));
    // A new state has no past; on a real cluster, something of a lost one may still be there.
    if (kind !== "real") log.end();
    text = await read();
  } else backUp(place.backups, text, now());
  const state = async () => stateOf((await read()) ?? "");
  const unfinished = log.unfinished();
  const healed = await resolvePending(stateOf(text ?? ""), { engine, cluster, unfinished });
  tellHealing(healed, screen);
  return { target, access, journal: log, healed, state, context };

  async function orRestored(error: unknown): Promise<string | undefined> {
    if (options.restore !== true || !(error instanceof DamagedState)) throw error;
    const backup = await restoreBackup(place, engine, now());
    screen.row("restored", `${described(backup)}; the damaged state is kept beside it`);
    return read();
  }
}

/** Says in one row what an interrupted run had left behind. */
export function tellHealing({ adopted, cleared }: Healing, screen: Screen): void {
  const list = (names: readonly string[]) =>
    names.length > 3
      ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`
      : names.join(", ");
  if (adopted.length > 0)
    screen.row("healed", `taken into the state, an interrupted run had made it: ${list(adopted)}`);
  if (cleared.length > 0)
    screen.row("healed", `interrupted, done again where needed: ${list(cleared)}`);
}

const unknownStack = ({ environment }: Target) =>
  new Fault({
    where: environment,
    problem: "was never provisioned, there is no state",
    fix: `run ops up ${environment} first`,
  });

/** Turns what the engine printed into the one line people need. */
function failed(error: unknown, place: StatePlace, context: FaultContext): never {
  if (!(error instanceof EngineExit)) throw error;
  const printed = `${error.stderr}\n${error.stdout}`;
  throw damage(place, printed) ?? knownFault(printed, context) ?? anyFault(printed, context);
}
