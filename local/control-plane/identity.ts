import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { writeAtomic } from "../../lib/write-atomic.ts";
import type { Layout } from "../layout.ts";

/** Who a control plane is; written last when it is made, so a cluster without it was never finished. */
export interface Identity {
  /** UID of its kube-system namespace. */
  readonly uid: string;
  /** Where it listens now. */
  readonly server: string;
  /** How it was made; another one than `configRecipe` when this project has changed since. */
  readonly recipe: string;
}

const fileOf = (paths: Layout, cluster: string): string =>
  join(paths.clusters, cluster, "identity.json");

const resetIt = (cluster: string): string =>
  `node local/cli.ts reset ${cluster} removes both and the next start makes new ones`;

/** The recorded identity; undefined for a cluster that was never finished. A damaged one is a Fault. */
export function readIdentity(paths: Layout, cluster: string): Identity | undefined {
  const path = fileOf(paths, cluster);
  if (!existsSync(path)) return undefined;
  try {
    const {
      uid,
      server,
      recipe = "",
    } = JSON.parse(readFileSync(path, "utf8")) as Partial<Identity>;
    if (typeof uid === "string" && typeof server === "string") return { uid, server, recipe };
  } catch {
    // Said below.
  }
  throw new Fault({
    where: `.local/clusters/${cluster}/identity.json`,
    problem: "cannot be read, so nobody knows which control plane the recorded state belongs to",
    fix: resetIt(cluster),
  });
}

export function writeIdentity(paths: Layout, cluster: string, identity: Identity): void {
  writeAtomic(fileOf(paths, cluster), `${JSON.stringify(identity)}\n`);
}

/** Refuses a control plane that is not the one its stack's state describes. */
export function expectIdentity(cluster: string, recorded: Identity, live: string): void {
  if (recorded.uid === live) return;
  throw new Fault({
    where: `control plane ${cluster}`,
    problem: `its kube-system UID is ${live}, the recorded one is ${recorded.uid}: its data was replaced`,
    fix: resetIt(cluster),
  });
}

/** Refuses to make a new control plane under a state that describes a lost one. */
export function expectNoState(paths: Layout, cluster: string): void {
  if (!hasState(join(paths.states, cluster))) return;
  throw new Fault({
    where: `control plane ${cluster}`,
    problem: `is gone, while .local/state/${cluster} still lists what was in it`,
    fix: resetIt(cluster),
  });
}

function hasState(folder: string): boolean {
  const stacks = join(folder, ".pulumi", "stacks");
  if (!existsSync(stacks)) return false;
  return readdirSync(stacks, { recursive: true }).some((name) => String(name).endsWith(".json"));
}
