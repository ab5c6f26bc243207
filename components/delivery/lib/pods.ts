import { identity, type Change, type KubernetesObject } from "./object.ts";

/** What a container asks for and where it stops. */
export interface Resources {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** Quantities of Kubernetes. */
export interface Amounts {
  readonly cpu: string;
  readonly memory: string;
  readonly "ephemeral-storage": string;
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export interface Volume {
  readonly name: string;
  readonly emptyDir?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: PodSpec;
}

const WORKLOADS = new Set(["Deployment", "StatefulSet"]);

/** The workloads among objects. */
export const workloadsIn = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] =>
  objects.filter(({ kind }) => WORKLOADS.has(kind));

/** Fields of a Deployment and a StatefulSet that are read here. */
interface WorkloadSpec {
  readonly replicas?: number;
  readonly template: PodTemplate;
}

export const specOf = (workload: KubernetesObject): WorkloadSpec =>
  workload["spec"] as WorkloadSpec;

/** Changes the pods of workloads; every other object stays as it is. */
export const inPods =
  (change: (template: PodTemplate, workload: KubernetesObject) => PodTemplate): Change =>
  (object) => {
    if (!WORKLOADS.has(object.kind)) return object;
    const spec = specOf(object);
    return { ...object, spec: { ...spec, template: change(spec.template, object) } };
  };

/** Changes every container of a pod, init containers included. */
export function inContainers(
  template: PodTemplate,
  change: (container: Container) => Container,
): PodTemplate {
  const { containers, initContainers, ...rest } = template.spec;
  return {
    ...template,
    spec: {
      ...rest,
      containers: containers.map(change),
      ...(initContainers && { initContainers: initContainers.map(change) }),
    },
  };
}

/** Everything that the Pod Security Standard `restricted` asks for, and a root that cannot be written to. */
export const restricted = inPods((template) => {
  const hardened = inContainers(template, (container) => ({
    ...container,
    securityContext: {
      ...container.securityContext,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
      seccompProfile: { type: "RuntimeDefault" },
    },
  }));
  const { spec } = hardened;
  const securityContext = {
    ...spec.securityContext,
    runAsNonRoot: true,
    seccompProfile: { type: "RuntimeDefault" },
  };
  return { ...hardened, spec: { ...spec, securityContext } };
});

/** Where images come from: the reference with its digest for a reference with a tag. */
export type ImageSource = (tagged: string) => string;

/** Replaces each image by what `image` says of it. */
export const fromImages = (image: ImageSource): Change =>
  inPods((template) =>
    inContainers(template, (container) =>
      container.image === undefined ? container : { ...container, image: image(container.image) },
    ),
  );

/** `Kind name container`, as faults and figures name a container. */
export const containersIn = (
  objects: readonly KubernetesObject[],
): readonly { readonly where: string; readonly workload: string; readonly name: string }[] =>
  workloadsIn(objects).flatMap((workload) => {
    const { containers, initContainers = [] } = specOf(workload).template.spec;
    return [...initContainers, ...containers].map(({ name }) => ({
      where: `${identity(workload)} container ${name}`,
      workload: workload.metadata.name,
      name,
    }));
  });
