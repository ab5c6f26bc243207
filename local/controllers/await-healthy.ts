import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Fault } from "../../lib/fault.ts";
import { isFree } from "../control-plane/ports.ts";
import { tail } from "../control-plane/logs.ts";
import type { Layout } from "../layout.ts";
import type { Screen } from "../screen.ts";
import type { Controller } from "./controller.ts";
import type { ControllerPorts } from "./ports.ts";
import { type Supervised, supervised, supervisorPids } from "./supervisor.ts";

/** Milliseconds until controllers that still start are given up; usual are 10 s, a minute on a busy machine. */
const patience = 240_000;

/** Starts of one process after which it is taken for broken. */
const tries = 8;

export interface Awaited {
  readonly paths: Layout;
  readonly cluster: string;
  readonly folder: string;
  readonly ports: ControllerPorts;
  readonly controllers: readonly Controller[];
  readonly screen: Screen;
  readonly signal: AbortSignal | undefined;
}

/** Waits until every controller runs and is ready; says which is waited for, and ends with the log of one that does not come. */
export async function awaitHealthy(context: Awaited): Promise<void> {
  const { folder, controllers, screen, signal, ports } = context;
  const deadline = Date.now() + patience;
  const beginning = Date.now();
  for (;;) {
    signal?.throwIfAborted();
    const listed = (await supervised(folder)) ?? [];
    const open: Controller[] = [];
    for (const controller of controllers) {
      if (!(await isHealthy(controller, listed, ports))) open.push(controller);
    }
    if (open.length === 0) return;
    const names = open.map(({ name }) => name);
    const count = `${controllers.length - open.length}/${controllers.length} healthy`;
    screen.status("controllers", `${count}, waiting for ${names.slice(0, 3).join(", ")}`);
    const broken = listed.find(({ name, restarts }) => names.includes(name) && restarts >= tries);
    if (broken !== undefined) throw failed(context, broken.name, "ends again and again");
    if (Date.now() - beginning > 10_000 && supervisorPids(folder).length === 0) {
      throw failed(context, undefined, "the supervisor ended while starting");
    }
    if (Date.now() > deadline) {
      throw failed(context, names[0], `is not healthy after ${patience / 1000} s`);
    }
    await sleep(250);
  }
}

/** Runs and is ready; what has no probe is ready when its port answers. */
export async function isHealthy(
  { name, ready }: Pick<Controller, "name" | "ready">,
  listed: readonly Supervised[],
  ports: ControllerPorts,
): Promise<boolean> {
  const found = listed.find((each) => each.name === name);
  if (found?.running !== true || found.ready === false) return false;
  return found.ready ?? !(await isFree(ports[ready.port]));
}

function failed(
  { paths, cluster, folder, screen }: Awaited,
  name: string | undefined,
  problem: string,
) {
  const log =
    name === undefined
      ? join(folder, "work", "supervisor.log")
      : join(paths.clusters, cluster, "logs", `${name}.log`);
  for (const line of tail(paths, log, 6)) screen.line(`  ${line}`);
  return new Fault({
    where: `${name ?? "supervisor"} of cluster ${cluster}`,
    problem,
    fix: `its log is ${log.slice(paths.root.length + 1)}; run this again`,
  });
}
