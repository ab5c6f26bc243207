import * as pulumi from "@pulumi/pulumi";

import { suggest } from "../../../lib/suggest.ts";
import { classOf, knownKinds } from "./classes.ts";
import { isWorkload } from "./pods.ts";
import { definedKind, groupKindOf, isDefinition } from "./scope.ts";
import { type KubernetesObject, titleOf } from "./transform.ts";

/** Objects in the order in which they are made; what is deleted goes the other way round. */
export interface Plan {
  readonly definitions: readonly Planned[];
  /** Accounts, roles, configuration, network policies: what workloads find when they start. */
  readonly surroundings: readonly Planned[];
  /** Services, claims and the like, which are only ready once pods are, so that no workload may wait for them. */
  readonly entrances: readonly Planned[];
  readonly workloads: readonly Planned[];
  /** What the API server asks about others' objects; it refuses them while nobody answers. */
  readonly webhooks: readonly Planned[];
  /** Custom resources: they go while their controllers still run, which take finalizers off. */
  readonly custom: readonly PlannedCustom[];
}

export interface Planned {
  /** Logical name of the child. */
  readonly name: string;
  readonly object: KubernetesObject;
}

export interface PlannedCustom extends Planned {
  readonly definition: KubernetesObject;
}

/** Puts objects in order and names them. @throws RunError with every duplicate and every kind that nobody knows */
export function planOf(name: string, objects: readonly KubernetesObject[]): Plan {
  const defined = new Map(
    objects.filter(isDefinition).map((one) => [definedKind(one), one] as const),
  );
  const plan: { [stage in keyof Plan]: Plan[stage][number][] } = {
    definitions: [],
    surroundings: [],
    entrances: [],
    workloads: [],
    webhooks: [],
    custom: [],
  };
  const faults: string[] = [];
  const names = new Map<string, KubernetesObject>();
  for (const object of objects) {
    const planned = { name: childName(name, object), object };
    if (names.has(planned.name))
      faults.push(`${name}: ${titleOf(object)} is there twice; leave one out`);
    names.set(planned.name, object);
    const definition = defined.get(groupKindOf(object));
    if (classOf(object.apiVersion, object.kind) !== undefined) {
      plan[stageOf(object)].push(planned);
    } else if (definition !== undefined) plan.custom.push({ ...planned, definition });
    else faults.push(`${name}: ${unknownKind(object)}`);
  }
  if (faults.length > 0) throw new pulumi.RunError(faults.join("\n"));
  return plan;
}

const ENTRANCES = ["Ingress", "PersistentVolumeClaim", "PodDisruptionBudget", "Service"];

function stageOf(object: KubernetesObject): Exclude<keyof Plan, "custom"> {
  if (isDefinition(object)) return "definitions";
  if (isWorkload(object)) return "workloads";
  if (object.kind.endsWith("WebhookConfiguration")) return "webhooks";
  return ENTRANCES.includes(object.kind) ? "entrances" : "surroundings";
}

function unknownKind({ apiVersion, kind, metadata }: KubernetesObject): string {
  const full = `${apiVersion}/${kind}`;
  const meant = suggest(full, knownKinds());
  const fix = meant === undefined ? "" : `did you mean ${meant}? else `;
  return `${full} ${metadata.name} is of a kind that nobody defines; ${fix}add it to components/lib/install/classes.ts`;
}

/** `argo-cd-cluster-role-argocd-server`: kind and object name in kebab-case behind the component's name. */
export const childName = (name: string, { kind, metadata }: KubernetesObject): string =>
  `${name}-${kebab(kind)}-${metadata.name.replaceAll(":", "-").toLowerCase()}`;

const kebab = (kind: string): string =>
  kind.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
