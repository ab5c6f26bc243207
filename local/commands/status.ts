import { join } from "node:path";

import { connect, systemUid } from "../control-plane/api.ts";
import { type Component, components, type State } from "../control-plane/components.ts";
import { readIdentity } from "../control-plane/identity.ts";
import { readRecorded } from "../control-plane/kwok-config.ts";
import { readyNodes } from "../control-plane/nodes.ts";
import { statesOf } from "../control-plane/stop.ts";
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
}

/** How a cluster is; changes nothing and needs no tool. */
export async function status(
  input: { readonly cluster: string },
  { paths }: Pick<CommandContext, "paths">,
): Promise<StatusReport> {
  const cluster = clusterName(input.cluster);
  const folder = join(paths.clusters, cluster);
  const states = statesOf(paths, cluster);
  const identity = readIdentity(paths, cluster);
  const port = readRecorded(folder)?.ports.kubeApiserverPort;
  if (identity === undefined || port === undefined) {
    return { cluster, state: "absent", nodes: 0, components: states };
  }
  const { uid, server } = identity;
  const facts = { cluster, uid, server, components: states };
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
  const rows = components.map((name) => `  ${name.padEnd(26)}${report.components[name]}`);
  const next = {
    serving: [],
    stopped: [`next  node local/cli.ts start ${cluster}   starts it with its data`],
    ailing: [`next  node local/cli.ts start ${cluster}   heals it`],
    absent: [`next  node local/cli.ts start ${cluster}   makes it`],
  }[state];
  return [`cluster    ${cluster} ${state}${where}`, ...(state === "absent" ? [] : rows), ...next];
}
