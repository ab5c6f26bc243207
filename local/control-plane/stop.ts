import { rmSync } from "node:fs";
import { join } from "node:path";

import type { Layout } from "../layout.ts";
import { type Component, Components, type State } from "./components.ts";
import { readRecorded } from "./kwok-config.ts";
import { shortKubeconfig } from "./kubeconfig.ts";

/** Processes of a cluster; works without any tool, and for clusters that were never finished. */
export function processesOf(paths: Layout, cluster: string): Components {
  const folder = join(paths.clusters, cluster);
  return new Components(folder, readRecorded(folder)?.workdir);
}

/** Ends the cluster's processes and keeps its data; returns what was running. */
export async function stopControlPlane(paths: Layout, cluster: string): Promise<Component[]> {
  return processesOf(paths, cluster).end();
}

/** Ends the cluster's processes and removes its data, its kubeconfig and the state of its stack. */
export async function resetControlPlane(paths: Layout, cluster: string): Promise<void> {
  await stopControlPlane(paths, cluster);
  rmSync(join(paths.states, cluster), { recursive: true, force: true });
  rmSync(join(paths.clusters, cluster), { recursive: true, force: true });
  if (cluster === "local") rmSync(shortKubeconfig(paths), { force: true });
}

/** What runs of a cluster, by component. */
export function statesOf(paths: Layout, cluster: string): Readonly<Record<Component, State>> {
  return processesOf(paths, cluster).states();
}
