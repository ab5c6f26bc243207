import * as pulumi from "@pulumi/pulumi";

import { suggest } from "../../../lib/suggest.ts";
import { type KubernetesObject, titleOf, type Transform } from "./transform.ts";

/** One object of a manifest, by kind and name. */
export interface Selected {
  readonly kind: string;
  readonly name: string;
}

const matches = ({ kind, name }: Selected, object: KubernetesObject): boolean =>
  object.kind === kind && object.metadata.name === name;

/** Leaves out every object of these kinds. @throws RunError for a kind that none of the objects has */
export const withoutKinds =
  (...kinds: readonly string[]): Transform =>
  (objects) => {
    for (const kind of kinds) {
      if (objects.some((object) => object.kind === kind)) continue;
      const known = [...new Set(objects.map((object) => object.kind))];
      throw new pulumi.RunError(
        `without ${kind}: no object is of that kind; ${meant(kind, known)}`,
      );
    }
    return objects.filter(({ kind }) => !kinds.includes(kind));
  };

/** Leaves out these objects. @throws RunError for one that is not among them, so that an upgrade cannot bring it back */
export const without =
  (...selected: readonly Selected[]): Transform =>
  (objects) => {
    for (const one of selected) found(objects, one, "without");
    return objects.filter((object) => !selected.some((one) => matches(one, object)));
  };

/** Only the definitions of these kinds stay, other objects as they are. @throws RunError for a kind nobody defines */
export const onlyDefinitions =
  (...kinds: readonly string[]): Transform =>
  (objects) => {
    const kindOf = (object: KubernetesObject) =>
      (object["spec"] as { readonly names?: { readonly kind?: string } } | undefined)?.names?.kind;
    const isDefinition = ({ kind }: KubernetesObject) => kind === "CustomResourceDefinition";
    const known = objects.filter(isDefinition).flatMap((object) => kindOf(object) ?? []);
    for (const kind of kinds) {
      if (known.includes(kind)) continue;
      throw new pulumi.RunError(`definition of ${kind}: there is none; ${meant(kind, known)}`);
    }
    return objects.filter((one) => !isDefinition(one) || kinds.includes(kindOf(one) ?? ""));
  };

/** One object changed by `change`. @throws RunError when there is no such object */
export const patched =
  (kind: string, name: string, change: (object: KubernetesObject) => KubernetesObject): Transform =>
  (objects) => {
    found(objects, { kind, name }, "patch of");
    return objects.map((object) => (matches({ kind, name }, object) ? change(object) : object));
  };

function found(objects: readonly KubernetesObject[], selected: Selected, doing: string): void {
  if (objects.some((object) => matches(selected, object))) return;
  const title = `${selected.kind} ${selected.name}`;
  throw new pulumi.RunError(
    `${doing} ${title}: there is no such object; ${meant(title, objects.map(titleOf))}`,
  );
}

function meant(word: string, known: readonly string[]): string {
  const close = suggest(word, known);
  return close === undefined ? "look at what the artifact has" : `did you mean ${close}?`;
}
