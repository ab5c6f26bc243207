import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { connect } from "../control-plane/api.ts";
import type { Layout } from "../layout.ts";
import type { Screen } from "../screen.ts";
import { writeAccount } from "./account.ts";
import { awaitHealthy } from "./await-healthy.ts";
import type { Controller } from "./controller.ts";
import { controllersOf } from "./controllers.ts";
import { type Host, hostOf, lacking } from "./host.ts";
import { withInherited } from "./inherited.ts";
import { missingNeeds } from "./needs.ts";
import { recordedPorts, replaceTaken } from "./ports.ts";
import { controllersFolder, placeOf } from "./place.ts";
import { environmentOf, prepare, type ToolReady } from "./prepare.ts";
import { wasStarted, writeStarted } from "./started.ts";
import { endSupervisor, startSupervisor, supervised } from "./supervisor.ts";

export interface ControllersInput {
  readonly paths: Layout;
  readonly cluster: string;
  readonly server: string;
  /** Those of profile `full`, and `helm`. */
  readonly tools: readonly ToolReady[];
  readonly env: NodeJS.ProcessEnv;
  readonly screen: Screen;
  readonly signal: AbortSignal | undefined;
}

/** One that does not run, and why. */
export interface Absent {
  readonly name: string;
  readonly why: string;
}

export interface ControllersStarted {
  readonly running: readonly string[];
  readonly absent: readonly Absent[];
  /** True when this start began processes; false when all ran as they should. */
  readonly began: boolean;
  readonly seconds: number;
  readonly ports: Readonly<Record<string, number>>;
}

/**
 * Makes every controller run that the cluster has a place for and this host can run, and waits until all are healthy.
 * Finding them so, from the same programs, changes nothing but their tokens. A cluster without any of them is a Fault: it was not provisioned.
 */
export async function startControllers(input: ControllersInput): Promise<ControllersStarted> {
  const { paths, cluster, server, env, screen } = input;
  const begun = Date.now();
  const folder = controllersFolder(paths, cluster);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const host = await hostOf(env);
  const recorded = await recordedPorts(folder);
  const first = placeOf(paths, cluster, server, recorded);
  const api = connect(first.home, Number(new URL(server).port));
  try {
    const all = controllersOf(first);
    const resolved = await withInherited(api, all);
    const { wanted, absent } = await sorted(all.map(resolved), host, api);
    if (!wanted.some(({ account }) => account !== undefined)) throw unprovisioned(cluster, absent);
    for (const { account } of wanted) {
      if (account === undefined) continue;
      await writeAccount(api, account, {
        controllers: folder,
        ca: join(first.home, "pki", "ca.crt"),
        server,
      });
    }
    const names = wanted.map(({ name }) => name);
    const facts = () => ({
      running: names,
      absent,
      seconds: Math.round((Date.now() - begun) / 100) / 10,
    });
    const now = prepare(input.tools, first, wanted, host);
    if (wasStarted(now) && (await allHealthy(folder, names))) {
      return { ...facts(), began: false, ports: recorded };
    }
    if (await endSupervisor(folder)) screen.status("controllers", "ending those of before");
    const { ports, taken } = await replaceTaken(folder, recorded);
    if (taken.length > 0) {
      screen.row(
        "controllers",
        `port ${taken.join(", ")} is taken by another program; choosing others`,
      );
    }
    const place = placeOf(paths, cluster, server, ports);
    const chosen = controllersOf(place).filter(({ name }) => names.includes(name));
    writeStarted(prepare(input.tools, place, chosen.map(resolved), host));
    startSupervisor(folder, environmentOf(env, place));
    try {
      await awaitHealthy({ ...input, folder, ports, controllers: wanted });
    } catch (error) {
      await endSupervisor(folder);
      throw error;
    }
    return { ...facts(), began: true, ports };
  } finally {
    api.close();
    screen.done();
  }
}

/** Which controllers can run now, and why the others cannot. */
async function sorted(
  controllers: readonly Controller[],
  host: Host,
  api: ReturnType<typeof connect>,
): Promise<{ readonly wanted: readonly Controller[]; readonly absent: readonly Absent[] }> {
  const wanted: Controller[] = [];
  const absent: Absent[] = [];
  for (const controller of controllers) {
    const { name } = controller;
    const lacks = lacking(controller, host);
    const missing = lacks === undefined ? await missingNeeds(api, controller) : [];
    if (lacks !== undefined) absent.push({ name, why: lacks });
    else if (missing.length === 0) wanted.push(controller);
    else {
      const what = missing.map((need) => need.what).join(", ");
      absent.push({ name, why: `not installed: ${what} missing; make up installs it` });
    }
  }
  return { wanted, absent };
}

async function allHealthy(folder: string, names: readonly string[]): Promise<boolean> {
  const listed = await supervised(folder);
  if (listed === undefined) return false;
  return names.every((name) => {
    const found = listed.find((each) => each.name === name);
    return found?.running === true && found.ready !== false;
  });
}

const unprovisioned = (cluster: string, absent: readonly Absent[]): Fault =>
  new Fault({
    where: `controllers of ${cluster}`,
    problem: `the cluster has no place for any of ${absent.length} (${absent[0]?.name ?? ""}: ${absent[0]?.why ?? ""})`,
    fix: cluster === "local" ? "run make up first" : "provision it first: ops rehearse --keep",
    exit: 1,
  });

/** Ends the controllers of a cluster and keeps their data; says whether anything ran. */
export async function stopControllers(paths: Layout, cluster: string): Promise<boolean> {
  const folder = controllersFolder(paths, cluster);
  if (!existsSync(folder)) return false;
  const ran = await endSupervisor(folder);
  rmSync(join(folder, "supervisor.sock"), { force: true });
  return ran;
}
