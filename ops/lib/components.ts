import { table } from "../../lib/table.ts";
import { type Cluster, ClusterAway, type LiveObject } from "./cluster.ts";
import type { LocalController } from "./control-plane.ts";

/** How one component of an environment is. */
export interface ComponentFacts {
  readonly component: string;
  /** Undefined for a helper that only runs beside a local control plane. */
  readonly namespace: string | undefined;
  readonly version: string | undefined;
  /** Pods: wanted, and ready. */
  readonly desired: number | undefined;
  readonly ready: number | undefined;
  /** The real program beside a local control plane; undefined where pods are all there is. */
  readonly controller: LocalController["state"] | undefined;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly note?: string;
}

const kinds = ["deployments", "statefulsets", "daemonsets"];

/** The workloads of these namespaces with the local processes that take their place; undefined when the API does not answer. */
export async function componentFacts(
  cluster: Cluster | undefined,
  namespaces: readonly string[],
  controllers: readonly LocalController[],
): Promise<readonly ComponentFacts[] | undefined> {
  if (cluster === undefined) return undefined;
  try {
    const objects = namespaces.length === 0 ? [] : await cluster.list(kinds);
    return componentsIn(objects, namespaces, controllers);
  } catch (error) {
    if (error instanceof ClusterAway) return undefined;
    throw error;
  }
}

/** The same from what the API shows. */
export function componentsIn(
  objects: readonly LiveObject[],
  namespaces: readonly string[],
  controllers: readonly LocalController[],
): readonly ComponentFacts[] {
  const workloads = objects.filter(({ kind }) => /^(Deployment|StatefulSet|DaemonSet)$/.test(kind));
  const shown = workloads.filter(({ metadata }) => namespaces.includes(metadata.namespace ?? ""));
  const standing = (object: LiveObject, { workload }: LocalController) =>
    workload?.name === object.metadata.name && workload.namespace === object.metadata.namespace;
  const rows = shown.map((object) => {
    const controller = controllers.find((each) => standing(object, each));
    return { ...podsOf(object), ...processOf(controller, versionOf(object)) };
  });
  const alone = controllers.filter(
    (controller) =>
      controller.state !== "stopped" && !shown.some((object) => standing(object, controller)),
  );
  const helpers = alone.map((controller) => ({
    ...{ component: controller.name, namespace: undefined, desired: undefined, ready: undefined },
    ...processOf(controller, undefined),
  }));
  const place = ({ namespace = "~", component }: ComponentFacts) => `${namespace}/${component}`;
  return [...rows, ...helpers].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

function podsOf({ kind, metadata, spec = {}, status = {} }: LiveObject) {
  const daemon = kind === "DaemonSet";
  const desired = daemon ? status["desiredNumberScheduled"] : (spec["replicas"] ?? 1);
  const ready = status[daemon ? "numberReady" : "readyReplicas"] ?? 0;
  return {
    component: metadata.name,
    namespace: metadata.namespace,
    desired: Number(desired ?? 0),
    ready: Number(ready),
  };
}

function processOf(controller: LocalController | undefined, version: string | undefined) {
  const note = controller?.note;
  return {
    version: version ?? controller?.version,
    controller: controller?.state,
    endpoints: controller?.state === "running" ? controller.endpoints : {},
    ...(note === undefined ? {} : { note }),
  };
}

/** Version a workload says in its label, else the tag of its first image. */
function versionOf({ metadata, spec = {} }: LiveObject): string | undefined {
  const label = metadata.labels?.["app.kubernetes.io/version"];
  if (label !== undefined) return label.replace(/^v(?=\d)/, "");
  const { template } = spec as { template?: { spec?: { containers?: { image?: string }[] } } };
  const image = template?.spec?.containers?.[0]?.image?.replace(/@.*$/, "") ?? "";
  return /:v?([^:/]+)$/.exec(image)?.[1];
}

const words = { absent: "not on this host" } as const;

/** The components as a table. */
export function componentTable(facts: readonly ComponentFacts[]): string[] {
  const rows = facts.map(({ component, namespace, version, desired, ready, ...rest }) => [
    component,
    namespace ?? "-",
    version ?? "-",
    desired === undefined ? "-" : `${ready ?? 0}/${desired}`,
    rest.controller === undefined
      ? "-"
      : rest.controller === "absent"
        ? words.absent
        : rest.controller,
    Object.values(rest.endpoints).join(" "),
  ]);
  const header = ["component", "namespace", "version", "ready", "real controller", "endpoints"];
  return table([header, ...rows], { indent: 2, gap: 3 });
}
