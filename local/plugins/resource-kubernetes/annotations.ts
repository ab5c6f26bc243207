import type { Propagation } from "./api/client.ts";
import type { Properties } from "../lib/struct.ts";
import { kindKey, type Gvk } from "./kinds.ts";
import { annotation } from "./objects.ts";

/** How long to wait for an object when nobody says, in seconds. Source: official provider, await.go. */
const DEFAULT_TIMEOUT = 600;

/** Types that do not wait for their end with skipAwait set; all others do. Source: official allowsSkipAwaitWithDelete. */
const END_UNAWAITED = new Set([
  "v1/Namespace",
  "v1/Pod",
  "v1/ReplicationController",
  ...["v1", "v1beta1", "v1beta2"].flatMap((version) =>
    ["DaemonSet", "Deployment", "StatefulSet"].map((kind) => `apps/${version}/${kind}`),
  ),
  "batch/v1/Job",
]);

const isSet = (object: Properties, key: string): boolean =>
  annotation(object, `pulumi.com/${key}`) === "true";

/** The program does not want to wait until the object is ready. */
export const skipsAwait = (inputs: Properties): boolean => isSet(inputs, "skipAwait");

/** The program does not want to wait until the object is gone either. */
export const skipsDeleteAwait = (inputs: Properties, gvk: Gvk): boolean =>
  skipsAwait(inputs) && END_UNAWAITED.has(kindKey(gvk));

/** Fields of other managers are taken over. */
export const forcesPatch = (inputs: Properties): boolean => isSet(inputs, "patchForce");

/** A Job that is not complete is replaced by the next update. */
export const replacesUnready = (inputs: Properties): boolean => isSet(inputs, "replaceUnready");

/** The field manager the program chose; "" when it chose none. */
export const chosenFieldManager = (inputs: Properties): string =>
  annotation(inputs, "pulumi.com/patchFieldManager");

/** Seconds to wait: from the resource's customTimeouts, else from the annotation, else ten minutes. */
export function timeoutOf(inputs: Properties, customTimeout: number): number {
  if (customTimeout > 0) return customTimeout;
  const text = annotation(inputs, "pulumi.com/timeoutSeconds");
  return /^[+-]?\d+$/.test(text) ? Number(text) : DEFAULT_TIMEOUT;
}

/** What becomes of the objects that belong to a deleted one; they go first unless the program says otherwise. */
export function propagationOf(inputs: Properties): Propagation {
  switch (annotation(inputs, "pulumi.com/deletionPropagationPolicy").toLowerCase()) {
    case "orphan":
      return "Orphan";
    case "background":
      return "Background";
    default:
      return "Foreground";
  }
}
