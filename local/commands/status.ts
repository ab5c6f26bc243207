import { join } from "node:path";

import { connect, systemUid } from "../control-plane/api.ts";
import { type Component, components, type State } from "../control-plane/components.ts";
import { readIdentity } from "../control-plane/identity.ts";
import { readRecorded } from "../control-plane/kwok-config.ts";
import { readyNodes } from "../control-plane/nodes.ts";
import { statesOf } from "../control-plane/stop.ts";
import { controllerStates, type ControllerStatus } from "../controllers/status.ts";
import { clusterName } from "../layout.ts";
import type { CommandContext } from "./start.ts";

export interface StatusReport {
  readonly cluster: string;
  /** serving: every process runs and the API answers as the recorded cluster. stopped: nothing runs. */
  readonly state: "serving" | "stopped" | "ailing" | "absent";
  readonly server?: string;
  readonly uid?: string;
  readonly nodes: number;
  readonly components: Readonly<Record<Component, State>>;
  /** Empty when the cluster never had any. */
  readonly controllers: readonly ControllerStatus[];
}

/** How a cluster is; changes nothing and needs no tool. */
export async function status(
  input: { readonly cluster: string },
  { paths, env }: Pick<CommandContext, "paths" | "env">,
): Promise<StatusReport> {
  const cluster = clusterName(input.cluster);
  const folder = join(paths.clusters, cluster);
  const states = statesOf(paths, cluster);
  const identity = readIdentity(paths, cluster);
  const port = readRecorded(folder)?.ports.kubeApiserverPort;
  if (identity === undefined || port === undefined) {
    return { cluster, state: "absent", nodes: 0, components: states, controllers: [] };
  }
  const controllers = await controllerStates(paths, cluster, env);
  const { uid, server } = identity;
  const facts = { cluster, uid, server, components: states, controllers };
  if (components.every((each) => states[each] === "stopped")) {
    return { ...facts, state: "stopped", nodes: 0 };
  }
  const api = connect(folder, port);
  try {
    const serves = (await systemUid(api)) === identity.uid;
    const whole = components.every((each) => states[each] === "running");
    const nodes = serves ? await readyNodes(api) : 0;
    return { ...facts, state: serves && whole ? "serving" : "ailing", nodes };
  } finally {
    api.close();
  }
}

/** The report as lines. */
export function renderStatus({ cluster, state, server, nodes, ...report }: StatusReport): string[] {
  const where = state === "serving" ? `   ${server ?? ""}   nodes ${nodes} (simulated)` : "";
  const rows = [
    ...components.map((name) => `  ${name.padEnd(34)}${report.components[name]}`),
    ...controllerRows(report.controllers),
  ];
  const next = {
    serving: [],
    stopped: [`next  node local/cli.ts start ${cluster}   starts it with its data`],
    ailing: [`next  node local/cli.ts start ${cluster}   heals it`],
    absent: [`next  node local/cli.ts start ${cluster}   makes it`],
  }[state];
  return [`cluster    ${cluster} ${state}${where}`, ...(state === "absent" ? [] : rows), ...next];
}

/** Nothing for a cluster whose controllers do not run, but what they would need. */
function controllerRows(controllers: readonly ControllerStatus[]): string[] {
  if (controllers.every(({ state }) => state === "stopped" || state === "absent")) return [];
  return controllers.map(({ name, state, endpoints, note }) => {
    const where = state === "running" ? Object.values(endpoints).join(" ") : (note ?? "");
    return `  ${name.padEnd(34)}${state.padEnd(10)}${where}`.trimEnd();
  });
}
