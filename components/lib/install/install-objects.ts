import * as pulumi from "@pulumi/pulumi";

import { checked } from "../custom/checked.ts";
import { CustomResource } from "../kubernetes.ts";
import { classOf } from "./classes.ts";
import { childName, type Plan, type Planned, planOf } from "./plan.ts";
import { changedAt, type KubernetesObject, mapOf, titleOf } from "./transform.ts";

export interface InstallOptions {
  /** The component that installs; its provider is taken. */
  readonly parent: pulumi.Resource;
  /**
   * Leaves the definitions, and with them every custom resource of theirs, in the cluster when they leave the program. They
   * are made through this provider, which takes up again those that it had left (`connectCluster` with `takesUp`), under
   * one field manager for good, so that somebody else's definition is a conflict and never taken. @default they go
   */
  readonly retainedBy?: pulumi.ProviderResource | undefined;
  /** What has to be there before the first object. @default nothing */
  readonly dependsOn?: pulumi.Input<pulumi.Resource> | pulumi.Input<pulumi.Resource>[];
}

/** What was installed. */
export interface Installed {
  /** Definitions of custom resources; established once they are made. */
  readonly definitions: readonly pulumi.CustomResource[];
  /** What makes pods. */
  readonly workloads: readonly pulumi.CustomResource[];
  /** Everything, in the order of making. */
  readonly resources: readonly pulumi.CustomResource[];
  /** The child that an object became. @throws RunError when there was no such object */
  readonly resource: (kind: string, name: string) => pulumi.CustomResource;
}

/**
 * Every object as one typed child, which previews, diffs and policies see one by one.
 *
 * Definitions come first, then what workloads need, the workloads, and custom resources last; deletion goes backwards, so
 * controllers outlive what they have to clean up after. Custom resources are held to their definition before they are
 * registered. @throws RunError for duplicates, kinds that nobody defines, and whatever a definition refuses
 */
export function installObjects(
  name: string,
  objects: readonly KubernetesObject[],
  { parent, retainedBy, dependsOn }: InstallOptions,
): Installed {
  const plan = planOf(name, objects.map(withoutServerFields));
  const made = new Map<string, pulumi.CustomResource>();
  const before = dependsOn === undefined ? [] : [dependsOn].flat();
  const stage = <T extends Planned>(
    planned: readonly T[],
    after: readonly pulumi.Input<pulumi.Resource>[],
    make: (one: T, opts: pulumi.CustomResourceOptions) => pulumi.CustomResource,
  ): pulumi.CustomResource[] =>
    planned.map((one) => {
      const resource = make(one, { parent, dependsOn: [...after] });
      made.set(one.name, resource);
      return resource;
    });

  const definitions = stage(plan.definitions, before, (one, opts) =>
    retainedBy === undefined
      ? builtIn(one, opts)
      : builtIn(underOneManager(one), { ...opts, provider: retainedBy, retainOnDelete: true }),
  );
  const surroundings = stage(plan.surroundings, before, builtIn);
  const entrances = stage(plan.entrances, before, builtIn);
  const ready = [...before, ...definitions, ...surroundings];
  const workloads = stage(plan.workloads, ready, builtIn);
  const running = [...ready, ...entrances, ...workloads];
  const webhooks = stage(plan.webhooks, running, builtIn);
  const custom = stage(plan.custom, running, customResource);
  return {
    definitions,
    workloads,
    resources: [
      ...definitions,
      ...surroundings,
      ...entrances,
      ...workloads,
      ...webhooks,
      ...custom,
    ],
    resource: (kind, object) => {
      const wanted = { apiVersion: "", kind, metadata: { name: object } };
      const found = made.get(childName(name, wanted));
      if (found !== undefined) return found;
      throw new pulumi.RunError(`${name}: ${titleOf(wanted)} is not among what was installed`);
    },
  };
}

/** Without it each create has a manager of its own, and what was taken up could not be changed for the former one's sake. */
const underOneManager = (planned: Planned): Planned => ({
  ...planned,
  object: changedAt(planned.object, ["metadata", "annotations"], (annotations) => ({
    ...mapOf(annotations),
    "pulumi.com/patchFieldManager": "pulumi-kubernetes-definitions",
  })),
});

function builtIn({ name, object }: Planned, opts: pulumi.CustomResourceOptions) {
  const Class = classOf(object.apiVersion, object.kind);
  if (Class === undefined) throw new Error(`${object.kind} was planned without a class`);
  return new Class(name, object as never, opts);
}

function customResource(
  { name, object, definition }: Plan["custom"][number],
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  return new CustomResource(name, checked(object, { definition, title: titleOf(object) }), opts);
}

/** Without what only the server writes, and generators leave in manifests all the same. */
function withoutServerFields(object: KubernetesObject): KubernetesObject {
  const metadata = omitted(object.metadata, "creationTimestamp");
  return { ...omitted(object, "status"), metadata };
}

/** A copy without that field. */
function omitted<T extends object>(object: T, field: string): T {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== field)) as T;
}
