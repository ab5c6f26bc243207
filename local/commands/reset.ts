import { stopControllers } from "../controllers/start.ts";
import { resetControlPlane } from "../control-plane/stop.ts";
import { clusterName, clustersIn } from "../layout.ts";
import { type CommandContext, locked } from "./start.ts";

/** Ends one cluster, or all, and removes what they held: control plane, kubeconfig and stack state. */
export async function reset(
  input: { readonly cluster: string; readonly all: boolean },
  context: CommandContext,
): Promise<{ readonly reset: readonly string[] }> {
  const { paths, screen } = context;
  const clusters = input.all ? clustersIn(paths) : [clusterName(input.cluster)];
  for (const cluster of clusters) {
    await locked(context, cluster, "reset", async () => {
      await stopControllers(paths, cluster);
      await resetControlPlane(paths, cluster);
    });
    screen.row("cluster", `${cluster} removed, with the state of its stack`);
  }
  return { reset: clusters };
}
