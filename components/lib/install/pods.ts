import {
  changedAt,
  type Json,
  type JsonObject,
  type KubernetesObject,
  listOf,
  mapOf,
  textOf,
} from "./transform.ts";

/** Where each kind keeps the template of its pods. */
const TEMPLATES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  CronJob: ["spec", "jobTemplate", "spec", "template"],
  DaemonSet: ["spec", "template"],
  Deployment: ["spec", "template"],
  Job: ["spec", "template"],
  StatefulSet: ["spec", "template"],
};

/** Whether the object makes pods. */
export const isWorkload = ({ kind }: KubernetesObject): boolean => kind in TEMPLATES;

/** The object with its pod template changed; an object without one as it is. */
export function withTemplate(
  object: KubernetesObject,
  change: (template: JsonObject) => JsonObject,
): KubernetesObject {
  const path = TEMPLATES[object.kind];
  return path === undefined ? object : changedAt(object, path, (value) => change(mapOf(value)));
}

/** The object with each container of its pods changed, those that run first included. */
export function withContainers(
  object: KubernetesObject,
  change: (container: JsonObject, name: string) => JsonObject,
): KubernetesObject {
  const all = (containers: Json | undefined): Json =>
    listOf(containers).map((one) => change(mapOf(one), textOf(mapOf(one)["name"])));
  return withTemplate(object, (template) => {
    const spec = mapOf(template["spec"]);
    const lists = ["initContainers", "containers"].filter((key) => spec[key] !== undefined);
    const changed = Object.fromEntries(lists.map((key) => [key, all(spec[key])]));
    return { ...template, spec: { ...spec, ...changed } };
  });
}

/** The containers of an object's pods, those that run first included. */
export function containersOf(object: KubernetesObject): readonly JsonObject[] {
  const found: JsonObject[] = [];
  withContainers(object, (container) => {
    found.push(container);
    return container;
  });
  return found;
}
