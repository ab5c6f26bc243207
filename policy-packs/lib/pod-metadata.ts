import type { Matched } from "./admission.ts";
import { podResources } from "./admission-match.ts";
import { carries, podPaths } from "./kinds.ts";
import { mapAt } from "./objects.ts";
import type { KubernetesObject } from "./subject.ts";
import type { Props } from "./values.ts";

/** Path to the metadata of the pods an object makes, beside their spec; undefined when they are not written out in it. */
export function podMetadataPath(object: KubernetesObject): readonly string[] | undefined {
  const carried = carries(object);
  return typeof carried === "string" ? undefined : [...carried.slice(0, -1), "metadata"];
}

/** Labels or annotations of the pods an object makes; of the object itself when it is a Pod. */
export function podMap(object: KubernetesObject, key: "labels" | "annotations"): Props {
  const path = podMetadataPath(object);
  return path === undefined ? {} : mapAt(object.props, ...path, key);
}

/** The resources whose pods are written out in them. */
export const writtenPods: readonly Matched[] = podResources.filter(({ group }) =>
  Object.hasOwn(podPaths, group),
);

const guarded = (path: readonly string[], key: string): string => {
  const steps = [...path, key].map(
    (_, i) => `has(object.${[...path, key].slice(0, i + 1).join(".")})`,
  );
  return `(${steps.join(" && ")} ? object.${path.join(".")}.${key} : dyn({}))`;
};

/** The labels of an object in CEL, an empty map where it has none. */
export const ownLabels = "(has(object.metadata.labels) ? object.metadata.labels : dyn({}))";

/** The same of the pods it makes. */
export const podLabels = [
  `(object.kind == 'Pod' ? ${ownLabels}`,
  `object.kind == 'PodTemplate' ? ${guarded(["template", "metadata"], "labels")}`,
  `object.kind == 'CronJob' ? ${guarded(["spec", "jobTemplate", "spec", "template", "metadata"], "labels")}`,
  `${guarded(["spec", "template", "metadata"], "labels")})`,
].join(" : ");
