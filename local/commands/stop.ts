import { stopControllers } from "../controllers/start.ts";
import { stopControlPlane } from "../control-plane/stop.ts";
import { clusterName, clustersIn } from "../layout.ts";
import { type CommandContext, locked } from "./start.ts";

export interface StopReport {
  readonly stopped: readonly { readonly cluster: string; readonly processes: readonly string[] }[];
}

/** Ends the processes of one cluster, or of all; their data stays. A cluster that does not run is no trouble. */
export async function stop(
  input: { readonly cluster: string; readonly all: boolean },
  context: CommandContext,
): Promise<StopReport> {
  const { paths, screen } = context;
  const clusters = input.all ? clustersIn(paths) : [clusterName(input.cluster)];
  const stopped = [];
  for (const cluster of clusters) {
    const processes = await locked(context, cluster, "stop", async () => {
      const controllers = await stopControllers(paths, cluster);
      const core = await stopControlPlane(paths, cluster);
      return controllers ? ["controllers", ...core] : core;
    });
    const many = processes.length === 0 ? "was not running" : `stopped, data kept`;
    screen.row("cluster", `${cluster} ${many}`);
    stopped.push({ cluster, processes });
  }
  if (clusters.length === 0) screen.row("cluster", "there is none");
  return { stopped };
}
