import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import type { Layout } from "../layout.ts";
import type { Screen } from "../screen.ts";
import { connect } from "./api.ts";
import { awaitServed } from "./await-served.ts";
import { Components, components } from "./components.ts";
import { expectIdentity, expectNoState, readIdentity, writeIdentity } from "./identity.ts";
import { writeKubeconfig } from "./kubeconfig.ts";
import {
  type Binaries,
  changePorts,
  changeWorkdir,
  configRecipe,
  readRecorded,
} from "./kwok-config.ts";
import { type Kwokctl, kwokctl } from "./kwokctl.ts";
import { ensureNodes, type NodeSize } from "./nodes.ts";
import { freePorts, isFree, portNames, portOwners, type Ports } from "./ports.ts";

export interface StartContext {
  readonly paths: Layout;
  readonly cluster: string;
  /** Programs of the kubernetes and kwok tools, by name. */
  readonly binaries: Binaries;
  /** Size of the simulated nodes. @default what is there, else two of 32 cpu and 128Gi */
  readonly nodes: Partial<NodeSize>;
  readonly screen: Screen;
  readonly signal?: AbortSignal;
}

/** A control plane that serves. */
export interface Started {
  readonly name: string;
  readonly server: string;
  /** Absolute path. */
  readonly kubeconfig: string;
  readonly context: string;
  readonly uid: string;
  /** True when it did not exist before. */
  readonly created: boolean;
  /** True when a process of it had died and was started again. */
  readonly healed: boolean;
  readonly seconds: number;
  readonly nodes: number;
}

/**
 * Makes the cluster's control plane serve: created, started, or healed, whichever it needs.
 *
 * The caller holds the cluster's lock. What is recorded of it is checked against what answers.
 */
export async function startControlPlane(context: StartContext): Promise<Started> {
  const { paths, cluster, screen, signal } = context;
  const begun = Date.now();
  const folder = join(paths.clusters, cluster);
  const recorded = readIdentity(paths, cluster);
  const tool = kwokctl(paths, cluster, context.binaries);
  screen.status("cluster", `kube-apiserver of ${cluster} is starting`);

  const { began, healed } =
    recorded === undefined ? await create(context, tool) : await revive(context, tool);
  const port = recordedOf(folder, cluster).ports.kubeApiserverPort;
  const server = `https://127.0.0.1:${port}`;
  const api = connect(folder, port);
  try {
    const uid = await awaitServed({ paths, cluster, api, kwokctl: tool, screen, signal });
    if (recorded !== undefined) expectIdentity(cluster, recorded, uid);
    const nodes = await ensureNodes(api, context.nodes);
    const kubeconfig = writeKubeconfig(paths, cluster, server);
    const recipe = recorded?.recipe ?? configRecipe();
    writeIdentity(paths, cluster, { uid, server, recipe });
    if (recipe !== configRecipe()) screen.row("cluster", outdated(cluster));
    const seconds = Math.round((Date.now() - begun) / 100) / 10;
    const created = recorded === undefined;
    return {
      name: cluster,
      server,
      kubeconfig,
      context: cluster,
      uid,
      created,
      healed,
      seconds,
      nodes,
    };
  } catch (error) {
    if (began) await new Components(folder).end();
    throw error;
  } finally {
    api.close();
    screen.done();
  }
}

/** Whether this start began any process, and whether one had died. What it began, it ends when it fails. */
interface Begun {
  readonly began: boolean;
  readonly healed: boolean;
}

const outdated = (cluster: string) =>
  `${cluster} was made by an older version of this project; node local/cli.ts reset ${cluster} makes way for a new one`;

/** Makes a new control plane; what an interrupted creation left is ended and removed first. */
async function create({ paths, cluster }: StartContext, tool: Kwokctl): Promise<Begun> {
  const folder = join(paths.clusters, cluster);
  expectNoState(paths, cluster);
  if (existsSync(folder)) {
    await new Components(folder).end();
    rmSync(folder, { recursive: true, force: true });
  }
  await tool.create(await freePorts());
  return { began: true, healed: false };
}

/** Starts what does not run of an existing control plane. */
async function revive({ paths, cluster, screen }: StartContext, tool: Kwokctl): Promise<Begun> {
  const folder = join(paths.clusters, cluster);
  const { ports, workdir } = recordedOf(folder, cluster);
  const processes = new Components(folder, workdir);
  if (workdir !== folder) {
    await processes.end();
    changeWorkdir(folder, workdir);
  }
  const dead = processes.forgetDead();
  // An API server whose store is gone may answer, or stall for many seconds: it is begun anew with what depends on it.
  if (dead.includes("etcd")) await processes.end();
  processes.endStrays();
  tool.relink();
  if (processes.in("running").length === components.length) return { began: false, healed: false };
  const taken = await takenPorts(ports, processes);
  if (taken.length > 0) {
    screen.row("cluster", `port ${taken.join(", ")} is taken by another program; choosing others`);
    await processes.end();
    changePorts(folder, ports, await freePorts(Object.values(ports)));
  }
  await tool.start();
  return { began: true, healed: dead.length > 0 };
}

/** Ports on which something else listens, where a process of ours is about to. */
async function takenPorts(ports: Ports, processes: Components): Promise<number[]> {
  const states = processes.states();
  const needed = portNames.filter((name) => states[portOwners[name]] !== "running");
  const free = await Promise.all(needed.map((name) => isFree(ports[name])));
  return needed.filter((_, index) => free[index] === false).map((name) => ports[name]);
}

function recordedOf(folder: string, cluster: string) {
  const recorded = readRecorded(folder);
  if (recorded !== undefined) return recorded;
  throw new Fault({
    where: `.local/clusters/${cluster}/kwok.yaml`,
    problem: "is missing or damaged",
    fix: `node local/cli.ts reset ${cluster}, and the next start makes a new control plane`,
  });
}
