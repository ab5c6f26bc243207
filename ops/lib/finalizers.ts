import { type Cluster, type LiveObject, UnknownKind } from "./cluster.ts";
import type { Ports } from "./ports.ts";
import { plural } from "./screen.ts";
import type { Access, Target } from "./target.ts";

/** Kinds whose deletion waits for a controller that is a process here. */
const held = {
  "applications.argoproj.io": "argocd-application-controller",
  "applicationsets.argoproj.io": "argocd-applicationset-controller",
} as const;
type HeldKind = keyof typeof held;
const kinds = Object.keys(held) as readonly HeldKind[];

/** Objects whose deletion waits for somebody. */
export async function heldObjects(cluster: Cluster): Promise<readonly LiveObject[]> {
  const found = await Promise.all(
    kinds.map((kind) =>
      // A kind that the API server does not know has no objects.
      cluster.list([kind]).catch((error: unknown): readonly LiveObject[] => {
        if (error instanceof UnknownKind) return [];
        throw error;
      }),
    ),
  );
  return found.flat().filter(({ metadata }) => (metadata.finalizers ?? []).length > 0);
}

/**
 * Sees to it that a removal does not wait for ever: a deleted Application waits for its finalizer, and that for the Argo CD
 * which locally is a process. Where that does not run it is started; where it cannot be, the finalizers are cleared.
 *
 * Only for the control planes of this machine: on a real cluster Argo CD runs in the cluster, and nothing is touched.
 */
export async function serveFinalizers(target: Target, access: Access, ports: Ports): Promise<void> {
  const { cluster: name } = target;
  const { cluster } = access;
  if (name === undefined || target.kind === "real" || cluster === undefined) return;
  const objects = await heldObjects(cluster);
  if (objects.length === 0) return;
  const running = (await ports.controlPlane.controllers(name))
    .filter(({ state }) => state === "running")
    .map(({ name: controller }) => controller);
  const needed = new Set<string>(objects.map(({ kind }) => controllerOf(kind)));
  if ([...needed].every((each) => running.includes(each))) return;
  const many = plural(objects.length, "object");
  if (await ports.controlPlane.canRunControllers()) {
    ports.screen.row("finalizers", `${many} wait for Argo CD: starting it`);
    await ports.controlPlane.follow(name, "full");
    return;
  }
  for (const object of objects) await cluster.release(object);
  ports.screen.row(
    "finalizers",
    `cleared on ${many}: Argo CD is not built here, so what its applications made goes with the namespaces`,
  );
}

const controllerOf = (kind: string): string =>
  kind === "ApplicationSet"
    ? held["applicationsets.argoproj.io"]
    : held["applications.argoproj.io"];
