import type { KubernetesObject } from "../../lib/install/transform.ts";
import { addressFaults } from "../lib/addresses.ts";
import { missing, named } from "../lib/artifact.ts";
import { type Fault, faultIf } from "../lib/faults.ts";
import { unplanned } from "../lib/plan.ts";
import { containersIn } from "../lib/pods.ts";
import { AGGREGATED } from "./rbac.ts";
import { IMAGE, plansOf, SECRETS } from "./render.ts";
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
    ...named("argo-rollouts", "ClusterRole", "Deployment"),
  ]).map((one) => ({
    path: "objects",
    says: `have no ${one}, which this release of Argo Rollouts brings; look at what replaced it`,
  })),
  ...unplanned(objects, plansOf(settings)).map((one) => ({
    path: "objects",
    says: `bring ${one}, for which no limit is set; add it to components/delivery/argo-rollouts/render.ts`,
  })),
  ...containersIn(objects)
    .filter(({ container: { image } }) => image !== `${IMAGE}:latest`)
    .map(({ where, container: { image } }) => ({
      path: "objects",
      says: `${where} runs ${String(image)}, not ${IMAGE}:latest, which is what is replaced by the release; look at the manifest`,
    })),
];
