import type * as pulumi from "@pulumi/pulumi";

import { CustomResource } from "../kubernetes.ts";

/** An object as a manifest has it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [key: string]: unknown;
}

export interface InstallOptions {
  readonly parent: pulumi.Resource;
  readonly retainCrds: boolean;
}

/** Makes each object a child, and returns them. */
export function installObjects(
  name: string,
  objects: readonly KubernetesObject[],
  { parent, retainCrds }: InstallOptions,
): { readonly resources: readonly pulumi.Resource[] } {
  const resources = objects.map(
    (object) =>
      new CustomResource(
        `${name}-${object.kind.toLowerCase()}-${object.metadata.name.replaceAll(".", "-")}`,
        object,
        { parent, retainOnDelete: retainCrds },
      ),
  );
  return { resources };
}
