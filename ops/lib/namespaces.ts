import { table } from "../../lib/table.ts";
import { type Cluster, ClusterAway, type LiveObject } from "./cluster.ts";

/** How one namespace is fenced and filled. */
export interface NamespaceFacts {
  readonly namespace: string;
  /** Ceiling of the limits of all pods; undefined without a quota. */
  readonly cpu: string | undefined;
  readonly memory: string | undefined;
  readonly networkPolicies: number;
  /** Pods that are there. */
  readonly pods: number;
  /** Pods there may be; undefined without a quota. */
  readonly mostPods: string | undefined;
}

/** How these namespaces are now; undefined when the API does not answer, because a table is never worth a failure. */
export async function namespaceFacts(
  cluster: Cluster | undefined,
  names: readonly string[],
): Promise<readonly NamespaceFacts[] | undefined> {
  if (cluster === undefined || names.length === 0) return undefined;
  try {
    const objects = await cluster.list(["resourcequotas", "networkpolicies", "pods"]);
    return names.map((namespace) => factsOf(namespace, objects));
  } catch (error) {
    if (error instanceof ClusterAway) return undefined;
    throw error;
  }
}

function factsOf(namespace: string, objects: readonly LiveObject[]): NamespaceFacts {
  const inside = objects.filter(({ metadata }) => metadata.namespace === namespace);
  const of = (kind: string) => inside.filter((object) => object.kind === kind);
  const hard = (of("ResourceQuota")[0]?.spec?.["hard"] ?? {}) as Readonly<Record<string, string>>;
  return {
    namespace,
    cpu: hard["limits.cpu"] ?? hard["cpu"],
    memory: hard["limits.memory"] ?? hard["memory"],
    networkPolicies: of("NetworkPolicy").length,
    pods: of("Pod").length,
    mostPods: hard["pods"],
  };
}

/** The namespaces as a table. */
export function namespaceTable(facts: readonly NamespaceFacts[]): string[] {
  const rows = facts.map(({ namespace, cpu, memory, networkPolicies, pods, mostPods }) => [
    namespace,
    cpu === undefined && memory === undefined ? "none" : `${cpu ?? "-"} / ${memory ?? "-"}`,
    String(networkPolicies),
    mostPods === undefined ? String(pods) : `${pods}/${mostPods}`,
  ]);
  return table([["namespace", "quota cpu/mem", "policies", "pods"], ...rows], {
    indent: 2,
    gap: 3,
  });
}
