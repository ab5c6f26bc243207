import { type Cluster, isOurs, type ObjectRef } from "./cluster.ts";
import type { Step } from "./steps.ts";
import type { StateResource } from "./state.ts";

/** Milliseconds by which the clock of an API server may differ from ours. */
const skew = 60_000;

/** The object that a resource of the Kubernetes provider stands for; undefined for anything else. */
export function refOf(
  type: string,
  inputs: Readonly<Record<string, unknown>> = {},
): ObjectRef | undefined {
  const { apiVersion, kind, metadata } = inputs as {
    apiVersion?: unknown;
    kind?: unknown;
    metadata?: { name?: unknown; namespace?: unknown };
  };
  const name = metadata?.name;
  if (!type.startsWith("kubernetes:")) return undefined;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof name !== "string") {
    return undefined;
  }
  const namespace = typeof metadata?.namespace === "string" ? metadata.namespace : undefined;
  return { apiVersion, kind, name, namespace };
}

/** How the Kubernetes provider, official or stand-in, names an object: `namespace/name`, or `name`. */
const idOf = (namespace: string | undefined, name: string): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

/**
 * Finds the objects that an interrupted run made: there, written by the Kubernetes provider, and not older than that
 * run, so that nobody else's object is ever taken. Returns ids by `keyOf`.
 */
export async function madeBy(
  cluster: Cluster,
  refs: readonly ObjectRef[],
  since: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  const found = (await cluster.find(refs)).filter((object) => {
    const { creationTimestamp = "", deletionTimestamp } = object.metadata;
    const old = since !== undefined && Date.parse(creationTimestamp) < Date.parse(since) - skew;
    return isOurs(object) && !old && deletionTimestamp === undefined;
  });
  return new Map(
    found.map(({ apiVersion, kind, metadata: { name, namespace } }) => [
      keyOf({ apiVersion, kind, name, namespace }),
      idOf(namespace, name),
    ]),
  );
}

/** One text per object. */
export const keyOf = ({ apiVersion, kind, name, namespace }: ObjectRef): string =>
  [apiVersion, kind, namespace ?? "", name].join(" ");

/** What the state has to hold of an object that no run recorded; a refresh fills the rest in. */
export function recordOf(
  step: Step,
  id: string,
  known: readonly StateResource[],
): StateResource | undefined {
  const provider = providerOf(step.provider, known);
  const ref = refOf(step.type, step.inputs);
  if (provider === undefined || ref === undefined) return undefined;
  const { apiVersion, kind, name, namespace } = ref;
  const metadata = namespace === undefined ? { name } : { name, namespace };
  const parent = known.some(({ urn }) => urn === step.parent) ? { parent: step.parent } : {};
  return {
    ...parent,
    urn: step.urn,
    type: step.type,
    custom: true,
    id,
    provider,
    inputs: { apiVersion, kind, metadata },
    outputs: {},
  };
}

/** `urn::id` of the provider in the state; a preview may not know the id yet. */
function providerOf(reference: string, known: readonly StateResource[]): string | undefined {
  const urn = reference.slice(0, reference.lastIndexOf("::"));
  const provider = known.find((resource) => resource.urn === urn && resource.delete !== true);
  return provider?.id === undefined ? undefined : `${urn}::${provider.id}`;
}
