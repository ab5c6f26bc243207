import { connectCluster } from "../components/environment/cluster-connection.ts";
import { PriorityClasses } from "../components/environment/priority-classes.ts";
import type { EnvironmentSettings } from "./config.ts";
import { provisionNamespace } from "./namespace.ts";
import { CONTRACT, type PendingOutputs } from "./outputs.ts";
import type { EnvironmentName } from "./stack-name.ts";

/** A long-lived environment: its ranks and its namespaces. Platform and workloads come on top. */
export function environment(
  name: EnvironmentName,
  settings: EnvironmentSettings,
  kubeconfig: string,
): PendingOutputs {
  const { tier, domain, cluster, priorityClasses, namespaces } = settings;
  const provider = connectCluster("cluster", { ...cluster, kubeconfig });

  new PriorityClasses("priority", { priorities: priorityClasses }, { provider });
  // The engine hands mappings over in the order of their keys; so does this, whoever calls.
  const provisioned = Object.entries(namespaces)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([namespace, of]) =>
      provisionNamespace(namespace, { ...of, namespace, ownership: of }, settings, { provider }),
    );

  return {
    contract: CONTRACT,
    environment: { name, tier, domain },
    cluster: { context: cluster.context, identifier: cluster.identifier },
    namespaces: provisioned,
    priorityClasses: priorityClasses.map(({ name: rank, value }) => ({ name: rank, value })),
  };
}
