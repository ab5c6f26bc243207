import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { processesWith, processFacts } from "../../lib/process-facts.ts";

/** The processes of a control plane, in the order in which they depend on each other. */
export const components = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kwok-controller",
] as const;

export type Component = (typeof components)[number];

/** running: alive and ours. dead: began, and is gone without being stopped. stopped: not there. */
export type State = "running" | "dead" | "stopped";

/** Reads the pids kwokctl wrote for the cluster in `folder`, and believes none of them unseen. */
export class Components {
  readonly folder: string;
  readonly #folders: readonly string[];
  readonly #patience: number;

  /** `madeIn`: the folder the cluster was made in; when it is gone, the clone was moved with its processes alive. `patience`: milliseconds a process may take to end by itself before it is killed. */
  constructor(folder: string, madeIn: string = folder, patience = 5_000) {
    this.folder = folder;
    this.#patience = patience;
    this.#folders = madeIn === folder || existsSync(madeIn) ? [folder] : [folder, madeIn];
  }

  /** Pid of a component that is alive and belongs to this cluster; pids are reused, so its command decides. */
  pid(component: Component): number | undefined {
    const pid = this.#recorded(component);
    const command = pid === undefined ? undefined : processFacts(pid)?.command;
    const ours = this.#folders.some((folder) =>
      command?.startsWith(join(folder, "bin", component)),
    );
    return ours ? pid : undefined;
  }

  state(component: Component): State {
    if (this.pid(component) !== undefined) return "running";
    return this.#recorded(component) === undefined ? "stopped" : "dead";
  }

  states(): Readonly<Record<Component, State>> {
    const states = components.map((component) => [component, this.state(component)] as const);
    return Object.fromEntries(states) as Record<Component, State>;
  }

  in(state: State): Component[] {
    return components.filter((component) => this.state(component) === state);
  }

  /**
   * Forgets the pids of processes that are gone, and says whose they were. kwokctl takes any pid that answers, a corpse
   * or a stranger, for its own: it would wait for the one and kill the other.
   */
  forgetDead(): Component[] {
    const dead = this.in("dead");
    for (const component of dead) rmSync(this.#pidFile(component), { force: true });
    return dead;
  }

  /** Ends processes of this cluster that no pid file knows, left by a start that was itself killed. */
  endStrays(): void {
    const known = components.map((component) => this.pid(component));
    for (const folder of this.#folders) {
      for (const { pid } of processesWith(`${join(folder, "bin")}/`)) {
        if (!known.includes(pid)) signal(pid, "SIGKILL");
      }
    }
  }

  /** Ends every process of the cluster, dependants first, and returns when the last one is gone. */
  async end(): Promise<Component[]> {
    const ended = this.in("running").reverse();
    for (const component of ended) {
      const pid = this.pid(component);
      signal(pid, "SIGTERM");
      await this.#gone(component, pid);
    }
    for (const component of components) rmSync(this.#pidFile(component), { force: true });
    this.endStrays();
    return ended;
  }

  async #gone(component: Component, pid: number | undefined): Promise<void> {
    const deadline = Date.now() + this.#patience;
    while (this.pid(component) !== undefined) {
      if (Date.now() > deadline) signal(pid, "SIGKILL");
      await sleep(20);
    }
  }

  #pidFile(component: Component): string {
    return join(this.folder, "pids", `${component}.pid`);
  }

  #recorded(component: Component): number | undefined {
    try {
      return Number(readFileSync(this.#pidFile(component), "utf8"));
    } catch {
      return undefined;
    }
  }
}

function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
