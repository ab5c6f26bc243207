import { Fault } from "../../../lib/fault.ts";
import type { Client } from "./api/client.ts";
import { refOf } from "./api/client.ts";
import type { Connection } from "./api/kubeconfig.ts";
import { textAt } from "./objects.ts";

/** Environment variable that names the one cluster this stack may touch: the UID of its kube-system namespace. */
export const CLUSTER_UID = "INTELGRAPH_CLUSTER_UID";

const WHERE = "stand-in kubernetes plugin";

/** Refuses every API server that is not on this machine's loopback. */
export function refuseUnlessLoopback({ server }: Connection): void {
  const host = server.hostname.replace(/^\[|\]$/g, "");
  if (host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host))
    return;
  throw new Fault({
    where: WHERE,
    problem: `refuses the API server ${server.host}: it acts on loopback (127.0.0.1) only`,
    fix: "install the official kubernetes plugin to work on real clusters",
    exit: 1,
  });
}

/** Refuses unless the environment says which cluster is meant. */
export function expectedCluster(environment: NodeJS.ProcessEnv): string {
  const uid = environment[CLUSTER_UID];
  if (uid !== undefined && uid !== "") return uid;
  throw new Fault({
    where: WHERE,
    problem: `refuses to act because ${CLUSTER_UID} does not say which cluster this stack belongs to`,
    fix: "run it through `make` or `make shell`, which set it",
    exit: 1,
  });
}

/** Refuses every other cluster than the expected one, by the UID of its kube-system namespace. */
export async function refuseOtherCluster(
  client: Client,
  { server }: Connection,
  expected: string,
): Promise<void> {
  const gvk = { group: "", version: "v1", kind: "Namespace" };
  const kubeSystem = await client.get(
    refOf({ gvk, plural: "namespaces", namespaced: false }, "", "kube-system"),
  );
  const uid = textAt(kubeSystem, "metadata", "uid");
  if (uid === expected) return;
  throw new Fault({
    where: WHERE,
    problem: `refuses the cluster at ${server.host}: its kube-system has UID ${uid || "none"}, this stack belongs to ${expected}`,
    fix: "use the kubeconfig of this stack's own cluster",
    exit: 1,
  });
}
