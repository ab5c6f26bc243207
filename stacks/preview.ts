import { connectCluster } from "../components/environment/cluster-connection.ts";
import { PREFIX } from "../components/lib/labels.ts";
import type { PreviewSettings } from "./config.ts";
import { provisionNamespace } from "./namespace.ts";
import { CONTRACT, type PendingOutputs } from "./outputs.ts";

/** A preview of one pull request: one namespace with an owner and an end, in a cluster that is somebody else's. */
export function preview(
  number: number,
  settings: PreviewSettings,
  kubeconfig: string,
): PendingOutputs {
  const { tier, domain, cluster, namespaces } = settings;
  const { owner, expires } = settings.preview;
  const provider = connectCluster("cluster", { ...cluster, kubeconfig });
  const name = `pr-${String(number)}`;

  const { outputs: namespace } = provisionNamespace(
    "preview",
    {
      ...namespaces.preview,
      namespace: name,
      ownership: { ...namespaces.preview, owner },
      labels: { [`${PREFIX}/preview`]: String(number) },
      annotations: { [`${PREFIX}/expires`]: expires },
    },
    settings,
    { provider },
  );

  return {
    contract: CONTRACT,
    environment: { name, tier, domain, preview: { number, owner, expires } },
    cluster: { context: cluster.context, identifier: cluster.identifier },
    namespaces: [namespace],
    priorityClasses: [],
  };
}
