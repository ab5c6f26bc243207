import type * as pulumi from "@pulumi/pulumi";
import { installObjects, type Installed } from "../../lib/install/install.ts";
import type { KubernetesObject } from "./object.ts";

/** Kinds that start something, or that something running reads. */
const LAST = new Set(["Deployment", "SealedSecret", "StatefulSet"]);

/**
 * Installs objects so that nothing starts before its settings, its rights and its fences are there.
 *
 * A controller that starts without its rights takes the kinds it may not read for absent, and may keep that up for hours;
 * on the way out it stops before they go.
 */
export function installInOrder(
  name: string,
  objects: readonly KubernetesObject[],
  opts: { readonly parent: pulumi.Resource; readonly retainCrds: boolean },
): readonly pulumi.Resource[] {
  const { crds, objects: first } = installObjects(
    name,
    objects.filter(({ kind }) => !LAST.has(kind)),
    opts,
  ) satisfies Installed;
  const { objects: last } = installObjects(
    name,
    objects.filter(({ kind }) => LAST.has(kind)),
    { ...opts, dependsOn: [...crds, ...first] },
  );
  return [...crds, ...first, ...last];
}
