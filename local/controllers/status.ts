import { existsSync } from "node:fs";

import { readIdentity } from "../control-plane/identity.ts";
import type { Layout } from "../layout.ts";
import { readTools } from "../toolchain/tool.ts";
import { isHealthy } from "./await-healthy.ts";
import { controllersOf } from "./controllers.ts";
import { hostOf, lacking } from "./host.ts";
import { controllersFolder, placeOf } from "./place.ts";
import { readPorts } from "./ports.ts";
import { readStarted } from "./started.ts";
import { straysOf, supervised } from "./supervisor.ts";

/**
 * running: healthy. starting: runs, not yet ready. astray: may run, but its supervisor is gone; the next start heals that.
 * stopped: could run. absent: this host cannot run it.
 */
export interface ControllerStatus {
  readonly name: string;
  /** The version that was started; of what does not run, the one this project builds. Undefined for what the host brings. */
  readonly version?: string;
  readonly state: "running" | "starting" | "astray" | "stopped" | "absent";
  readonly pid?: number;
  readonly restarts: number;
  /** The workload of the cluster it takes the place of. */
  readonly workload?: { readonly namespace: string; readonly name: string };
  readonly endpoints: Readonly<Record<string, string>>;
  readonly note?: string;
}

/** How the controllers of a cluster are; empty for a cluster that never had any. Changes nothing. */
export async function controllerStates(
  paths: Layout,
  cluster: string,
  env: NodeJS.ProcessEnv,
): Promise<readonly ControllerStatus[]> {
  const folder = controllersFolder(paths, cluster);
  const ports = readPorts(folder);
  const identity = readIdentity(paths, cluster);
  if (!existsSync(folder) || ports === undefined || identity === undefined) return [];
  const known = await supervised(folder);
  const listed = known ?? [];
  const idle = known === undefined && straysOf(folder).length > 0 ? "astray" : "stopped";
  const host = await hostOf(env);
  const built = new Map(readTools().map(({ name, version }) => [name, version]));
  const started = readStarted(folder)?.programs ?? {};
  const place = placeOf(paths, cluster, identity.server, ports);
  return Promise.all(
    controllersOf(place).map(async (controller): Promise<ControllerStatus> => {
      const { name, tool = "", workload, endpoints } = controller;
      const found = listed.find((each) => each.name === name);
      const note = lacking(controller, host);
      const healthy = await isHealthy(controller, listed, ports);
      const seen = healthy ? "running" : found?.running === true ? "starting" : idle;
      const state = note !== undefined && !healthy ? "absent" : seen;
      const runs = state !== "stopped" && state !== "absent";
      const version = runs ? started[name]?.version : built.get(tool);
      return {
        name,
        state,
        restarts: found?.restarts ?? 0,
        endpoints,
        ...(version === undefined ? {} : { version }),
        ...(found?.running === true ? { pid: found.pid } : {}),
        ...(workload === undefined ? {} : { workload }),
        ...(note === undefined ? {} : { note }),
      };
    }),
  );
}
