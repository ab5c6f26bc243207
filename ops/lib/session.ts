import { Fault } from "../../lib/fault.ts";
import { type LockHolder, withLock } from "../../lib/lock.ts";
import { artifactsBeforeRun } from "./artifacts/before-run.ts";
import type { Replacements } from "./derived-config.ts";
import type { FaultContext } from "./engine-faults.ts";
import { lockFolder } from "./engine-locks.ts";
import { freeStack } from "./free-stack.ts";
import { type Healing, resolvePending } from "./heal.ts";
import { type Journal, journal } from "./journal.ts";
import { openState } from "./open-state.ts";
import type { Ports } from "./ports.ts";
import { prepareSecrets } from "./secrets/prepare.ts";
import { plural, type Screen } from "./screen.ts";
import { pendingOf, type State } from "./state.ts";
import {
  type Access,
  commandFor,
  hasPlatform,
  localFolder,
  openTarget,
  type Target,
  type Verb,
} from "./target.ts";

/** A stack that is locked, backed up and put right: ready to be worked on. */
export interface Session {
  /** The command that is run, to be repeated after a failure. */
  readonly verb: Verb;
  readonly target: Target;
  readonly access: Access;
  readonly journal: Journal;
  /** The state now. */
  readonly state: () => Promise<State>;
  /** Keeps a copy of the state as it is now, when it can be read. */
  readonly backUp: () => Promise<void>;
  /** What was put right before the work began. */
  readonly healed: Healing;
  /** False when the state may only be looked at. */
  readonly heals: boolean;
  readonly context: FaultContext;
}

export interface SessionOptions {
  /** What is done, also for those who wait. */
  readonly verb: Verb;
  /** Refuse at once when another run holds the stack. @default false: wait */
  readonly noWait?: boolean;
  /** Go back to the newest backup that can be read when the state cannot. @default false */
  readonly restore?: boolean;
  /** Make the stack when there is none. @default true */
  readonly create?: boolean;
  /** Put right what an interrupted run left in the state. @default true */
  readonly heals?: boolean;
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
  const work = async () => {
    const session = await open(target, ports, options);
    try {
      return await body(session);
    } finally {
      await session.backUp();
    }
  };
  return withLock(path, doing, work, { onWait, signal: ports.signal });
}

const heldBy = ({ environment }: Target, doing: string, pid: number) =>
  new Fault({
    where: environment,
    problem: `is held by ${doing}, process ${pid}`,
    fix: "wait for it to end, or run again without --no-wait",
    exit: 1,
  });

/** Verbs that run the program, which reads the artifacts. */
const programmed: ReadonlySet<Verb> = new Set(["preview", "up", "rehearse"]);

async function open(target: Target, ports: Ports, options: SessionOptions): Promise<Session> {
  const { root, screen, signal, now } = ports;
  const { environment, project, kind } = target;
  if (programmed.has(options.verb)) {
    await artifactsBeforeRun(target, ports);
    if (hasPlatform(target)) await prepareSecrets(target, ports);
  }
  const access = await openTarget(target, ports, options.replacements);
  const { engine, cluster, stateFolder } = access;
  if (stateFolder !== undefined) {
    const folder = lockFolder(stateFolder, project, environment);
    await freeStack({ environment, folder, noWait: options.noWait ?? false, screen, signal });
  }
  const backups = localFolder(root, "backups", target.id);
  const place = { environment, project, stateFolder, backups };
  const context = { environment, kind, settings: target.file?.name ?? "Pulumi.yaml" };
  const log = journal(localFolder(root, "journal", `${target.id}.json`));
  const missing = () => (options.create === false ? unknownStack(target) : undefined);
  const state = await openState(
    { engine, place, context, screen, now },
    { restore: options.restore === true, missing },
  );
  // A new state has no past; on a real cluster, something of a lost one may still be there.
  if (state.isNew && kind !== "real") log.end();
  const { heals = true } = options;
  const healed = heals
    ? await resolvePending(state.first, { engine, cluster, unfinished: log.unfinished() })
    : { adopted: [], cleared: [] };
  tellHealing(healed, screen);
  if (!heals) tellPending(state.first, target, screen);
  const { again, backUp } = state;
  const { verb } = options;
  return { verb, target, access, journal: log, healed, heals, context, state: again, backUp };
}

/** Says what a look does not put right. */
function tellPending(state: State, target: Target, screen: Screen): void {
  const pending = pendingOf(state).length;
  if (pending === 0) return;
  const settles = commandFor(target, "up");
  screen.row("pending", `${plural(pending, "operation")} of a killed run; ${settles} settles that`);
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

const unknownStack = (target: Target) =>
  new Fault({
    where: target.environment,
    problem: "was never provisioned, there is no state",
    fix: `run ${commandFor(target, "up")} first`,
  });
