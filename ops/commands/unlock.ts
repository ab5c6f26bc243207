import { hostname } from "node:os";

import { Fault } from "../../lib/fault.ts";
import { liveHolder } from "../../lib/lock.ts";
import { confirmed } from "../lib/confirm.ts";
import {
  breakEngineLock,
  type EngineLock,
  engineLocks,
  isDead,
  lockFolder,
} from "../lib/engine-locks.ts";
import type { Ports } from "../lib/ports.ts";
import { plural } from "../lib/screen.ts";
import { findTarget, localFolder, openTarget } from "../lib/target.ts";

export interface UnlockInput {
  readonly environment: string;
  readonly project?: string;
  readonly rehearse?: boolean;
  /** Also break locks of which nobody can tell whether their holder lives. @default false */
  readonly force?: boolean;
  readonly yes?: boolean;
}

export interface UnlockReport {
  readonly environment: string;
  /** Locks that were broken; undefined for a backend that does not say. */
  readonly broken: number | undefined;
}

/** Breaks the locks that dead runs left on a stack. Never one whose holder lives on this host. */
export async function unlock(input: UnlockInput, ports: Ports): Promise<UnlockReport> {
  const target = findTarget(ports.root, input);
  const { environment, project, id } = target;
  const holder = liveHolder(localFolder(ports.root, "locks", `${id}.json`));
  if (holder) throw alive(environment, `${holder.doing}, process ${holder.pid}`);
  const access = await openTarget(target, ports);
  if (access.stateFolder === undefined) {
    if (input.yes !== true) await confirmed(target, "remove", ports);
    await access.engine.cancel();
    return { environment, broken: undefined };
  }
  const locks = engineLocks(lockFolder(access.stateFolder, project, environment));
  const [held] = locks.filter((lock) => !isDead(lock) && !(input.force === true && !isHere(lock)));
  if (held) throw alive(environment, holderOf(held));
  for (const lock of locks) breakEngineLock(lock);
  return { environment, broken: locks.length };
}

/** True when its process can be seen from here, so that "not dead" means alive. */
const isHere = ({ pid, host }: EngineLock): boolean => pid > 0 && host === hostname();

const holderOf = ({ user, host, pid, since }: EngineLock): string =>
  host === "" ? "a lock that cannot be read" : `${user}@${host}, process ${pid}, since ${since}`;

const alive = (environment: string, who: string) =>
  new Fault({
    where: environment,
    problem: `is held by ${who}`,
    fix: "let it end; if it runs elsewhere and is certainly gone, add --force",
    exit: 1,
  });

/** The end of the screen. */
export function render({ environment, broken }: UnlockReport): string[] {
  const what =
    broken === undefined ? "every lock" : broken === 0 ? "no lock" : plural(broken, "lock");
  return [`unlocked   ${environment}: ${what} removed`];
}
