import { connectCluster } from "../components/environment/cluster-connection.ts";
import { PriorityClasses } from "../components/environment/priority-classes.ts";
import { type Exceptions, provisionAdmission } from "./admission.ts";
import type { EnvironmentSettings } from "./config.ts";
import { provisionNamespace } from "./namespace.ts";
import { CONTRACT, type PendingOutputs } from "./outputs.ts";
import { platform } from "./platform.ts";
import type { PlatformInputs } from "./platform-inputs.ts";
import type { EnvironmentName } from "./stack-name.ts";

/**
 * A long-lived environment: what its API server demands, its ranks and its namespaces. Platform and workloads come on top.
 *
 * The demands come first and go last, so that nothing is made or changed while nobody looks; and a policy that refuses too
 * much is mended before it can refuse.
 */
export function environment(
  name: EnvironmentName,
  settings: EnvironmentSettings,
  kubeconfig: string,
  exceptions: Exceptions,
  inputs: PlatformInputs | undefined,
): PendingOutputs {
  const { tier, domain, cluster, priorityClasses, namespaces, platform: controllers } = settings;
  const connection = { ...cluster, kubeconfig };
  const provider = connectCluster("cluster", connection);

  const admission = provisionAdmission(name, settings.admission, exceptions, { provider });
  const opts = { provider, dependsOn: [admission] };
  const ranks = new PriorityClasses("priority", { priorities: priorityClasses }, opts);
  // The engine hands mappings over in the order of their keys; so does this, whoever calls.
  const built = Object.entries(namespaces)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([namespace, of]) =>
      provisionNamespace(namespace, { ...of, namespace, ownership: of }, settings, opts),
    );
  const provisioned = built.map(({ outputs }) => outputs);
  const ready = [admission, ranks, ...built.map(({ component }) => component)];

  return {
    contract: CONTRACT,
    environment: { name, tier, domain },
    cluster: { context: cluster.context, identifier: cluster.identifier },
    namespaces: provisioned,
    priorityClasses: priorityClasses.map(({ name: rank, value }) => ({ name: rank, value })),
    admission: { mode: settings.admission.mode, policies: admission.policies },
    ...(controllers &&
      inputs && {
        platform: platform({ ...settings, platform: controllers }, inputs, {
          provider,
          retainedBy: controllers.retainKinds
            ? connectCluster("retained", { ...connection, takesUp: true })
            : undefined,
          dependsOn: ready,
        }),
      }),
  };
}
