import { addressFaults } from "../lib/addresses.ts";
import { type Fault, faultIf } from "../lib/faults.ts";
import { type KubernetesObject, missing } from "../lib/object.ts";
import { unplanned } from "../lib/plan.ts";
import { specOf, workloadsIn } from "../lib/pods.ts";
import { AGGREGATED } from "./rbac.ts";
import { LATEST, plansOf, SECRETS } from "./render.ts";
import type { ArgoRolloutsSettings } from "./settings.ts";

/** Everything that is wrong with settings, by themselves. */
export const argoRolloutsFaults = ({
  replicas,
  traffic,
}: ArgoRolloutsSettings): readonly Fault[] => [
  ...faultIf(
    !Number.isInteger(replicas) || replicas < 1,
    "replicas",
    `is ${String(replicas)}; write a whole number from 1`,
  ),
  ...addressFaults("traffic.apiServer", traffic.apiServer),
];

/** What the manifest of upstream no longer holds, or holds anew and nobody decided on. */
export const argoRolloutsArtifactFaults = (
  objects: readonly KubernetesObject[],
  settings: ArgoRolloutsSettings,
  version: string,
): readonly Fault[] => [
  ...faultIf(
    !/^v\d+\.\d+\.\d+$/.test(version),
    "version",
    `is "${version}"; write the release of the manifest, such as v1.8.3`,
  ),
  ...missing(objects, [
    ...AGGREGATED,
    ...SECRETS,
    "ClusterRole argo-rollouts",
    "Deployment argo-rollouts",
  ]).map((one) => ({
    path: "objects",
    says: `have no ${one}, which this release of Argo Rollouts brings; look at what replaced it`,
  })),
  ...unplanned(objects, plansOf(settings)).map((one) => ({
    path: "objects",
    says: `bring ${one}, for which no limit is set; add it to components/delivery/argo-rollouts/render.ts`,
  })),
  ...workloadsIn(objects)
    .flatMap((workload) => specOf(workload).template.spec.containers)
    .filter(({ image }) => image !== LATEST && image?.endsWith(":latest") === true)
    .map(({ name, image }) => ({
      path: "objects",
      says: `container ${name} runs ${String(image)}, whose tag moves; map it to a release`,
    })),
];
