import type { Properties } from "../../lib/struct.ts";
import type { Client } from "../api/client.ts";
import { refOf } from "../api/client.ts";
import { annotation, listAt, mapAt, nameOf, namespaceOf, numberAt, textAt } from "../objects.ts";
import { complaint, condition, isOwnedBy, podProblems, selectorText } from "./pods.ts";
import { READY, type Scene, type Verdict } from "./verdict.ts";

const REVISION = "deployment.kubernetes.io/revision";
const REPLICA_SET = {
  gvk: { group: "apps", version: "v1", kind: "ReplicaSet" },
  plural: "replicasets",
  namespaced: true,
};
const CLAIM = {
  gvk: { group: "", version: "v1", kind: "PersistentVolumeClaim" },
  plural: "persistentvolumeclaims",
  namespaced: true,
};

/**
 * A Deployment is ready when its controller has seen it, it is available, all pods of its newest ReplicaSet are ready
 * and its claims are bound; from the second revision on, the rollout must be complete too.
 * Source: official provider, await/deployment.go.
 */
export async function judgeDeployment(deployment: Properties, { client }: Scene): Promise<Verdict> {
  const revision = annotation(deployment, REVISION);
  const available = condition(deployment, "Available");
  const progressing = condition(deployment, "Progressing");
  const isAvailable = textAt(available, "status") === "True";
  const isRolledOut =
    textAt(progressing, "status") === "True" &&
    textAt(progressing, "reason") === "NewReplicaSetAvailable";
  const replicaSet =
    revision === "" ? undefined : await currentReplicaSet(client, deployment, revision);
  const wanted = numberAt(replicaSet, "spec", "replicas") ?? 1;
  const have = numberAt(replicaSet, "status", "readyReplicas") ?? 0;
  const arePodsReady = replicaSet !== undefined && have >= wanted;
  const unbound = await unboundClaims(client, deployment);
  const seen =
    (numberAt(deployment, "status", "observedGeneration") ?? 0) >=
    (numberAt(deployment, "metadata", "generation") ?? 0);
  const rollout = revision === "1" || isRolledOut;
  if (seen && isAvailable && arePodsReady && rollout && unbound.length === 0) return READY;

  const reasons = async (): Promise<readonly string[]> => {
    const complaints = [available, progressing]
      .filter((entry) => entry !== undefined && textAt(entry, "status") !== "True")
      .flatMap((entry) => complaint(entry) ?? []);
    const claims = unbound.length === 0 ? [] : [`claims are not bound: ${unbound.join(", ")}`];
    const pods =
      replicaSet === undefined ? [] : await podProblems(client, replicaSet, labels(deployment));
    const summary = !isAvailable
      ? ["too few pods are available"]
      : !rollout || !arePodsReady
        ? [`${have} of ${wanted} pods of the new ReplicaSet are ready`]
        : [];
    return [...complaints, ...claims, ...summary, ...pods];
  };
  return { ready: false, waitingFor: `${have} of ${wanted} pods ready`, reasons };
}

async function currentReplicaSet(
  client: Client,
  deployment: Properties,
  revision: string,
): Promise<Properties | undefined> {
  const sets = await client.list(REPLICA_SET, namespaceOf(deployment), labels(deployment));
  return sets.find((set) => isOwnedBy(set, deployment) && annotation(set, REVISION) === revision);
}

async function unboundClaims(client: Client, deployment: Properties): Promise<readonly string[]> {
  const names = listAt(deployment, "spec", "template", "spec", "volumes")
    .map((volume) => textAt(volume, "persistentVolumeClaim", "claimName"))
    .filter((name) => name !== "");
  const claims = await Promise.all(
    names.map((name) => client.get(refOf(CLAIM, namespaceOf(deployment), name))),
  );
  return claims
    .filter((claim) => claim !== undefined && textAt(claim, "status", "phase") !== "Bound")
    .map((claim) => nameOf(claim ?? {}));
}

const labels = (deployment: Properties): string =>
  selectorText(mapAt(deployment, "spec", "selector"));
