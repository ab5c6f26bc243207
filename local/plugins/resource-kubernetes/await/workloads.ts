import type { Properties } from "../../lib/struct.ts";
import { idOf, mapAt, numberAt, textAt } from "../objects.ts";
import { condition, podProblems, selectorText } from "./pods.ts";
import { READY, type Scene, type Verdict } from "./verdict.ts";

const count = (object: Properties, name: string): number => numberAt(object, "status", name) ?? 0;
const generation = (object: Properties): number => numberAt(object, "metadata", "generation") ?? 0;
const isSeen = (object: Properties): boolean =>
  count(object, "observedGeneration") >= generation(object);
const labels = (object: Properties): string => selectorText(mapAt(object, "spec", "selector"));

/**
 * A StatefulSet is ready when all its pods exist, are ready and are of the current revision; with the OnDelete strategy
 * an update asks only that they exist and are ready. Source: official provider, await/statefulset.go.
 */
export function judgeStatefulSet(set: Properties, { client }: Scene): Verdict {
  const wanted = numberAt(set, "spec", "replicas") ?? 0;
  const ready = count(set, "readyReplicas");
  const onDelete =
    generation(set) > 1 && textAt(set, "spec", "updateStrategy", "type") === "OnDelete";
  const current = textAt(set, "status", "currentRevision");
  const update = textAt(set, "status", "updateRevision");
  const isRevised = onDelete || (current !== "" && current === update);
  const isComplete =
    wanted === count(set, "replicas") &&
    wanted === ready &&
    (onDelete || wanted === count(set, "currentReplicas"));
  if (isSeen(set) && isRevised && isComplete) return READY;
  return {
    ready: false,
    waitingFor: `${ready} of ${wanted} pods ready`,
    reasons: async () => [
      ...(isComplete ? [] : [`${ready} of ${wanted} pods are ready`]),
      ...(isRevised
        ? []
        : [
            `the rollout from revision ${current || "none"} to ${update || "none"} is not complete`,
          ]),
      ...(await podProblems(client, set, labels(set))),
    ],
  };
}

/** A DaemonSet is ready when every node that should run it does, in its newest form. Source: kstatus. */
export function judgeDaemonSet(set: Properties): Verdict {
  const wanted = numberAt(set, "status", "desiredNumberScheduled");
  const have = [
    "currentNumberScheduled",
    "updatedNumberScheduled",
    "numberAvailable",
    "numberReady",
  ].map((name) => count(set, name));
  const least = Math.min(...have);
  if (isSeen(set) && wanted !== undefined && least >= wanted) return READY;
  return { ready: false, waitingFor: `${least} of ${wanted ?? "?"} nodes ready` };
}

/** A ReplicationController is ready when as many pods are available as it asks for. */
export function judgeReplicationController(controller: Properties): Verdict {
  const wanted = numberAt(controller, "spec", "replicas") ?? 0;
  const have = count(controller, "availableReplicas");
  return have === wanted && isSeen(controller)
    ? READY
    : { ready: false, waitingFor: `${have} of ${wanted} pods available` };
}

/** A Job is ready when it is complete; too many failures or too much time end the waiting. Source: official job checker. */
export function judgeJob(job: Properties, { client }: Scene): Verdict {
  const failed = condition(job, "Failed");
  const reason = textAt(failed, "reason");
  const message = `[${reason}] ${textAt(failed, "message")}`;
  if (
    textAt(failed, "status") === "True" &&
    ["BackoffLimitExceeded", "DeadlineExceeded"].includes(reason)
  ) {
    return {
      ready: false,
      failed: true,
      waitingFor: message,
      reasons: () => Promise.resolve([message]),
    };
  }
  const isStarted = textAt(job, "status", "startTime") !== "";
  if (isStarted && textAt(condition(job, "Complete"), "status") === "True") return READY;
  const counts = `${count(job, "active")} active, ${count(job, "succeeded")} succeeded, ${count(job, "failed")} failed`;
  return {
    ready: false,
    waitingFor: `${idOf(job)} to complete (${counts})`,
    reasons: () => podProblems(client, job, labels(job)),
  };
}
