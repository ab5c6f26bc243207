import { isWorkload, withTemplate } from "../../lib/install/pods.ts";
import {
  each,
  type JsonObject,
  type KubernetesObject,
  titleOf,
  type Transform,
} from "../../lib/install/transform.ts";

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
  readonly [field: string]: unknown;
}

export interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: PodSpec;
}

/** The workloads among objects. */
export const workloadsIn = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] =>
  objects.filter(isWorkload);

/** What is read here of the spec of a Deployment or a StatefulSet. */
export interface WorkloadSpec {
  readonly replicas?: number;
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly template: PodTemplate;
}

export const specOf = (workload: KubernetesObject): WorkloadSpec =>
  workload["spec"] as unknown as WorkloadSpec;

/** Changes the pods of workloads; every other object stays as it is. */
export const inPods = (
  change: (template: PodTemplate, workload: KubernetesObject) => PodTemplate,
): Transform =>
  each((object) =>
    withTemplate(
      object,
      (template) => change(template as unknown as PodTemplate, object) as unknown as JsonObject,
    ),
  );

/** Every container of a workload, with `Kind name container` as faults name it. */
export const containersIn = (
  objects: readonly KubernetesObject[],
): readonly {
  readonly where: string;
  readonly workload: string;
  readonly container: Container;
}[] =>
  workloadsIn(objects).flatMap((object) => {
    const { containers, initContainers = [] } = specOf(object).template.spec;
    return [...initContainers, ...containers].map((container) => ({
      where: `${titleOf(object)} container ${container.name}`,
      workload: object.metadata.name,
      container,
    }));
  });
