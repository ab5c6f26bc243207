import * as pulumi from "@pulumi/pulumi";

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [key: string]: unknown;
}

export interface InstallOptions {
  readonly parent: pulumi.Resource;
  readonly retainCrds: boolean;
  readonly dependsOn?: pulumi.Resource[];
}

export interface Installed {
  readonly crds: readonly pulumi.Resource[];
  readonly objects: readonly pulumi.Resource[];
}

const CRD = "CustomResourceDefinition";

export function installObjects(
  name: string,
  objects: readonly KubernetesObject[],
  { parent, retainCrds, dependsOn = [] }: InstallOptions,
): Installed {
  const make = (object: KubernetesObject, opts: pulumi.CustomResourceOptions) =>
    new pulumi.CustomResource(
      `kubernetes:${object.apiVersion === "v1" ? "core/v1" : object.apiVersion}:${object.kind}`,
      `${name}-${object.kind.toLowerCase()}-${object.metadata.name}`,
      object,
      { parent, ...opts },
    );
  const crds = objects
    .filter(({ kind }) => kind === CRD)
    .map((crd) => make(crd, { retainOnDelete: retainCrds, dependsOn }));
  return {
    crds,
    objects: objects
      .filter(({ kind }) => kind !== CRD)
      .map((object) => make(object, { dependsOn: [...dependsOn, ...crds] })),
  };
}
