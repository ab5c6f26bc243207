import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { keyOf, madeBy, recordOf, refOf } from "./adoption.ts";
import type { Cluster } from "./cluster.ts";
import type { Engine } from "./engine.ts";
import type { Unfinished } from "./journal.ts";
import {
  type PendingOperation,
  pendingOf,
  resourcesOf,
  type State,
  type StateResource,
  withAdopted,
} from "./state.ts";
import { labelOf, type Step } from "./steps.ts";

/** What was put right in the state after a run that did not end well. */
export interface Healing {
  /** Resources that exist and are now in the state. */
  readonly adopted: readonly string[];
  /** Resources whose interrupted operation was forgotten, because it left nothing behind or is safe to repeat. */
  readonly cleared: readonly string[];
}

export interface HealingPorts {
  readonly engine: Engine;
  /** Undefined when the environment names no cluster. */
  readonly cluster: Cluster | undefined;
  readonly unfinished: Unfinished | undefined;
}

/** Types whose objects live in the state alone, so that a creation that was not recorded left nothing behind. */
const virtual = /^(random:|pulumi:|pulumi-nodejs:)/;

/**
 * Resolves what a killed engine left pending.
 *
 * What it was creating is looked for in the cluster: found, it goes into the state; else the creation is forgotten. An
 * update, a deletion or a read that was under way is forgotten, because the next run does it again.
 */
export async function resolvePending(state: State, ports: HealingPorts): Promise<Healing> {
  const pending = pendingOf(state);
  if (pending.length === 0) {
    await readAgain(ports.engine, hollow(state));
    return { adopted: [], cleared: [] };
  }
  const created = pending.filter(({ type }) => type === "creating").map(({ resource }) => resource);
  const adopted = await existing(created, ports);
  await replaceState(ports.engine, withAdopted(state, adopted), adopted);
  const taken = new Set(adopted.map(({ urn }) => urn));
  const labels = (some: readonly PendingOperation[]) =>
    some.map(({ resource }) => labelOf(resource.urn, resource.inputs ?? {}));
  return {
    adopted: labels(pending.filter(({ resource }) => taken.has(resource.urn))),
    cleared: labels(pending.filter(({ resource }) => !taken.has(resource.urn))),
  };
}

/**
 * Takes into the state what an unfinished run created although its answer was lost: planned as new, yet there, ours,
 * and not older than that run.
 */
export async function adoptLost(
  state: State,
  planned: readonly Step[],
  { engine, cluster, unfinished }: HealingPorts,
): Promise<Healing> {
  const none: Healing = { adopted: [], cleared: [] };
  if (unfinished === undefined || cluster === undefined) return none;
  const known = resourcesOf(state);
  const created = planned.filter(({ op }) => op === "create" || op === "replace");
  const refs = new Map(created.map((step) => [step, refOf(step.type, step.inputs)]));
  const ids = await madeBy(cluster, [...refs.values()].filter(isSet), unfinished.started);
  const adopted = [...refs].flatMap(([step, ref]) => {
    const id = ref && ids.get(keyOf(ref));
    const there = known.some((one) => one.urn === step.urn && one.id === id && one.delete !== true);
    const record = id === undefined || there ? undefined : recordOf(step, id, known);
    return record === undefined ? [] : [record];
  });
  if (adopted.length === 0) return none;
  await replaceState(engine, withAdopted(state, adopted), adopted);
  return { adopted: adopted.map(({ urn, inputs = {} }) => labelOf(urn, inputs)), cleared: [] };
}

const isSet = <T>(value: T | undefined): value is T => value !== undefined;

/** Those of the resources that are there after all, with their ids. Throws when it cannot be told of one. */
async function existing(
  created: readonly StateResource[],
  { cluster, unfinished }: HealingPorts,
): Promise<StateResource[]> {
  const refs = new Map(created.map((one) => [one, refOf(one.type, one.inputs)]));
  const unclear = created.find(
    (one) => !virtual.test(one.type) && (refs.get(one) === undefined || cluster === undefined),
  );
  if (unclear) throw unknowable(unclear);
  const ids = cluster
    ? await madeBy(cluster, [...refs.values()].filter(isSet), unfinished?.started)
    : new Map<string, string>();
  return created.flatMap((resource) => {
    const ref = refs.get(resource);
    const id = ref && ids.get(keyOf(ref));
    return id === undefined ? [] : [{ ...resource, id, outputs: resource.outputs ?? {} }];
  });
}

const unknowable = ({ urn, inputs = {} }: StateResource) =>
  new Fault({
    where: labelOf(urn, inputs),
    problem:
      "was being created when a run was killed, and whether it exists cannot be told from here",
    fix: "look for it, then either delete it or `pulumi import` it, and forget the operation with `pulumi refresh --clear-pending-creates`",
  });

/** Writes the state back and lets the plugin read what was adopted, so that its record is the plugin's own. */
async function replaceState(
  engine: Engine,
  state: State,
  adopted: readonly StateResource[],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "intelgraph-"));
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
    await engine.importState(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await readAgain(engine, adopted);
}

/** Objects whose adoption was cut short before the plugin had read them. */
const hollow = (state: State): readonly StateResource[] =>
  resourcesOf(state).filter(
    ({ type, custom, id, outputs = {} }) =>
      type.startsWith("kubernetes:") && custom === true && id && Object.keys(outputs).length === 0,
  );

async function readAgain(engine: Engine, resources: readonly StateResource[]): Promise<void> {
  if (resources.length === 0) return;
  const end = await engine.run("refresh", { targets: resources.map(({ urn }) => urn) });
  if (end.exit === 0) return;
  const [first] = end.facts.said.filter(({ severity }) => severity === "error");
  throw new Fault({
    where: "state",
    problem: `what an interrupted run left behind could not be read (${first?.message.split("\n")[0] ?? "the engine said nothing"})`,
    fix: "run the command again; a backup of the state is in .local/backups",
  });
}
