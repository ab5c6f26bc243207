import type { Properties } from "../../lib/struct.ts";
import { skipsAwait } from "../annotations.ts";
import { kindKey, type Gvk } from "../kinds.ts";
import { judgeDeployment } from "./deployment.ts";
import { judgeIngress, judgeService } from "./network.ts";
import {
  judgeDefinition,
  judgePersistentVolume,
  judgePersistentVolumeClaim,
  judgeResourceQuota,
  judgeSecret,
} from "./objects.ts";
import { judgePod } from "./pods.ts";
import type { Judge } from "./verdict.ts";
import { waitForJudge } from "./wait-for.ts";
import {
  judgeDaemonSet,
  judgeJob,
  judgeReplicationController,
  judgeStatefulSet,
} from "./workloads.ts";

/** How the readiness of a type is judged. */
export interface Rule {
  readonly judge: Judge;
  /** A refresh tells when it is not ready any more. @default true */
  readonly atRead?: boolean;
  /** How long it has to stay ready, in milliseconds. @default 0 */
  readonly settle?: number;
}

const versions = (kind: string, rule: Rule): [string, Rule][] =>
  ["v1", "v1beta1", "v1beta2"].map((version) => [`apps/${version}/${kind}`, rule]);

/**
 * What is waited for, by type; other types are ready once they are there. Source: official provider, await/awaiters.go;
 * definitions are ours, so that their objects can follow at once.
 */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...versions("Deployment", { judge: judgeDeployment }),
  ...versions("StatefulSet", { judge: judgeStatefulSet }),
  ...versions("DaemonSet", { judge: judgeDaemonSet }),
  ["batch/v1/Job", { judge: judgeJob }],
  ["v1/Pod", { judge: judgePod }],
  // Endpoints appear one after the other; the official provider lets them settle for 10 s.
  ["v1/Service", { judge: judgeService, settle: 1000 }],
  ["networking.k8s.io/v1/Ingress", { judge: judgeIngress }],
  ["networking.k8s.io/v1beta1/Ingress", { judge: judgeIngress }],
  ["v1/ReplicationController", { judge: judgeReplicationController, atRead: false }],
  ["v1/PersistentVolume", { judge: judgePersistentVolume, atRead: false }],
  ["v1/PersistentVolumeClaim", { judge: judgePersistentVolumeClaim, atRead: false }],
  ["v1/ResourceQuota", { judge: judgeResourceQuota, atRead: false }],
  ["v1/Secret", { judge: judgeSecret, atRead: false }],
  ["apiextensions.k8s.io/v1/CustomResourceDefinition", { judge: judgeDefinition, atRead: false }],
]);

/** The rule for that type, whatever the program asked for; undefined where there is nothing to wait for. */
export const typeRule = (gvk: Gvk): Rule | undefined => RULES.get(kindKey(gvk));

/** The rule for an object: none when it skips the waiting, its own conditions when it names some. */
export function ruleFor(inputs: Properties, gvk: Gvk): Rule | undefined {
  if (skipsAwait(inputs)) return undefined;
  const own = waitForJudge(inputs);
  return own === undefined ? typeRule(gvk) : { judge: own };
}
