import type { Json, JsonObject, KubernetesObject } from "../../../lib/artifacts/objects.ts";

export type { Json, JsonObject, KubernetesObject };

/** Makes other objects of objects, and touches nothing else. */
export type Transform = (objects: readonly KubernetesObject[]) => readonly KubernetesObject[];

/** The objects after each of the transforms, in their order. */
export const transformed = (
  objects: readonly KubernetesObject[],
  ...transforms: readonly Transform[]
): readonly KubernetesObject[] => transforms.reduce((rest, transform) => transform(rest), objects);

/** A transform out of what happens to one object. */
export const each =
  (change: (object: KubernetesObject) => KubernetesObject): Transform =>
  (objects) =>
    objects.map(change);

/** `Deployment argocd-server`: how errors name an object. */
export const titleOf = ({ kind, metadata }: KubernetesObject): string => `${kind} ${metadata.name}`;

/** The named values in a value; none when it is something else. */
export const mapOf = (value: Json | undefined): JsonObject => (isMap(value) ? value : {});

/** The items of a value; none when it is no list. */
export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

/** A value that is a text; "" when it is something else. */
export const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

export const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A copy in which `change` was applied to the value at that path; a missing object on the way is made. */
export function changedAt<T extends JsonObject>(
  object: T,
  [key, ...rest]: readonly [string, ...string[]],
  change: (value: Json | undefined) => Json | undefined,
): T {
  const [next, ...more] = rest;
  const value =
    next === undefined
      ? change(object[key])
      : changedAt(mapOf(object[key]), [next, ...more], change);
  return { ...object, [key]: value };
}
