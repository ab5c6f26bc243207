import { PREFIX } from "../../lib/labels.ts";
import { titleOf, type KubernetesObject, type Transform } from "../../lib/install/transform.ts";
import {
  type Container,
  containersIn,
  inPods,
  type PodSpec,
  type Resources,
  specOf,
  workloadsIn,
} from "./pods.ts";

/** What upstream leaves open about one workload. */
export interface WorkloadPlan {
  /** What its pods ask the API server for; "none" mounts no token. */
  readonly token: string;
  /** By container, init containers included. */
  readonly containers: Readonly<Record<string, ContainerPlan>>;
  /** Most that each emptyDir may hold. @default none */
  readonly volumes?: Readonly<Record<string, string>>;
}

export interface ContainerPlan {
  readonly resources: Resources;
  /** Probes that upstream has not; laid over what it has. @default none */
  readonly probes?: Readonly<Record<string, unknown>>;
}

/** Plans by name of the workload. */
export type Plans = Readonly<Record<string, WorkloadPlan>>;

/**
 * What a plan says nothing about: a container or an emptyDir that a new version brings.
 *
 * It would run without limits, so whoever bumps the version decides.
 */
export function unplanned(objects: readonly KubernetesObject[], plans: Plans): readonly string[] {
  const containers = containersIn(objects)
    .filter(({ workload, container }) => plans[workload]?.containers[container.name] === undefined)
    .map(({ where }) => where);
  const volumes = workloadsIn(objects).flatMap((workload) =>
    (specOf(workload).template.spec.volumes ?? [])
      .filter(
        ({ name, emptyDir }) =>
          emptyDir !== undefined && plans[workload.metadata.name]?.volumes?.[name] === undefined,
      )
      .map(({ name }) => `${titleOf(workload)} volume ${name}`),
  );
  return [...containers, ...volumes];
}

/** Lays the plans over the pods: resources, probes, sizes of volumes, tokens with the reason for them, the rank. */
export const planned = (plans: Plans, priorityClass: string): Transform =>
  inPods((template, { metadata: { name } }) => {
    const plan = plans[name];
    if (plan === undefined) return template;
    const { metadata, spec } = template;
    const mounts = plan.token !== "none";
    return {
      metadata: {
        ...metadata,
        ...(mounts && { annotations: { ...metadata?.annotations, [TOKEN_REASON]: plan.token } }),
      },
      spec: {
        ...withPlan(spec, plan),
        priorityClassName: priorityClass,
        automountServiceAccountToken: mounts,
      },
    };
  });

function withPlan(spec: PodSpec, { containers, volumes }: WorkloadPlan): PodSpec {
  const complete = (container: Container) => completed(container, containers[container.name]);
  return {
    ...spec,
    containers: spec.containers.map(complete),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(complete) }),
    ...(spec.volumes && {
      volumes: spec.volumes.map((volume) => {
        const sizeLimit = volumes?.[volume.name];
        return volume.emptyDir === undefined || sizeLimit === undefined
          ? volume
          : { ...volume, emptyDir: { ...volume.emptyDir, sizeLimit } };
      }),
    }),
  };
}

/** Where a pod says what it talks to the API server for; the rule `pod-security/service-account-token` reads it. */
const TOKEN_REASON = `${PREFIX}/service-account-token`;

function completed(container: Container, plan: ContainerPlan | undefined): Container {
  if (plan === undefined) return container;
  const probes: Record<string, unknown> = {};
  for (const [name, probe] of Object.entries(plan.probes ?? {})) {
    probes[name] = { ...(container[name] as object | undefined), ...(probe as object) };
  }
  return { ...container, ...probes, resources: plan.resources };
}

/** Requests and limits in the order cpu, memory, ephemeral storage. */
export const resources = (
  requests: readonly [cpu: string, memory: string, storage: string],
  limits: readonly [cpu: string, memory: string, storage: string],
): Resources => ({ requests: amounts(requests), limits: amounts(limits) });

const amounts = ([cpu, memory, storage]: readonly [string, string, string]) => ({
  cpu,
  memory,
  "ephemeral-storage": storage,
});
