import type { Properties } from "../../lib/struct.ts";
import { refOf } from "../api/client.ts";
import { same } from "../diff/merge-patch.ts";
import { at, mapAt, textAt } from "../objects.ts";
import { condition } from "./pods.ts";
import { READY, type Scene, type Verdict } from "./verdict.ts";

const STORAGE_CLASS = {
  gvk: { group: "storage.k8s.io", version: "v1", kind: "StorageClass" },
  plural: "storageclasses",
  namespaced: false,
};

/** A volume is ready when it can be claimed or is. */
export function judgePersistentVolume(volume: Properties): Verdict {
  const phase = textAt(volume, "status", "phase");
  return ["Available", "Bound"].includes(phase)
    ? READY
    : { ready: false, waitingFor: `phase ${phase || "unknown"}` };
}

/** A claim is ready when it is bound, or waits for its first consumer where its class says so. */
export async function judgePersistentVolumeClaim(
  claim: Properties,
  { client }: Scene,
): Promise<Verdict> {
  const phase = textAt(claim, "status", "phase");
  if (phase === "Bound") return READY;
  const name = textAt(claim, "spec", "storageClassName");
  const storageClass = name === "" ? undefined : await client.get(refOf(STORAGE_CLASS, "", name));
  const lazy = textAt(storageClass, "volumeBindingMode") === "WaitForFirstConsumer";
  return lazy && phase === "Pending"
    ? READY
    : { ready: false, waitingFor: `phase ${phase || "unknown"}` };
}

/** A quota is ready when the controller has taken its limits over. */
export function judgeResourceQuota(quota: Properties): Verdict {
  return same(mapAt(quota, "spec", "hard"), mapAt(quota, "status", "hard"))
    ? READY
    : { ready: false, waitingFor: "the quota controller" };
}

/** A token of a service account is ready when it is filled in; other secrets are ready at once. */
export function judgeSecret(secret: Properties): Verdict {
  const isToken = textAt(secret, "type") === "kubernetes.io/service-account-token";
  const isFilled = Object.keys(mapAt(secret, "data")).length > 0;
  return !isToken || isFilled ? READY : { ready: false, waitingFor: "its token" };
}

/** A definition is ready when the API serves its objects. */
export function judgeDefinition(definition: Properties): Verdict {
  if (textAt(condition(definition, "Established"), "status") === "True") return READY;
  const names = condition(definition, "NamesAccepted");
  const refused = at(names, "status") === "False" ? textAt(names, "message") : "";
  return {
    ready: false,
    waitingFor: refused || "the API to serve it",
    reasons: () => Promise.resolve(refused === "" ? [] : [refused]),
  };
}
