import { type Cluster, type LiveObject, UnknownKind } from "./cluster.ts";
import type { Ports } from "./ports.ts";
import { plural } from "./screen.ts";
import type { Step } from "./steps.ts";
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
 * `goes` says which objects are removed; all are by default. Only for the control planes of this machine: on a real cluster
 * Argo CD runs in the cluster, and nothing is touched.
 */
export async function serveFinalizers(
  target: Target,
  access: Access,
  ports: Ports,
  goes: (object: LiveObject) => boolean = () => true,
): Promise<void> {
  const { cluster: name } = target;
  const { cluster } = access;
  if (name === undefined || target.kind === "real" || cluster === undefined) return;
  const objects = (await heldObjects(cluster)).filter(goes);
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

/** The same for the objects that a plan deletes or replaces; nothing is asked of the cluster when there are none. */
export async function serveFinalizersOf(
  steps: readonly Step[],
  target: Target,
  access: Access,
  ports: Ports,
): Promise<void> {
  const going = new Set(
    steps
      .filter(({ op, type }) => removes.has(op) && /:(Application|ApplicationSet)$/.test(type))
      .map(({ label }) => label),
  );
  if (going.size === 0) return;
  await serveFinalizers(target, access, ports, ({ kind, metadata: { name, namespace = "" } }) =>
    going.has(`${kind} ${namespace}/${name}`),
  );
}

const removes: ReadonlySet<Step["op"]> = new Set(["delete", "replace", "delete-replaced"]);

const controllerOf = (kind: string): string =>
  kind === "ApplicationSet"
    ? held["applicationsets.argoproj.io"]
    : held["applications.argoproj.io"];
