import { RunError } from "@pulumi/pulumi";
import type { KubernetesObject } from "../../lib/install/install.ts";
import { commonLabels } from "../../lib/labels.ts";
import {
  httpProbes,
  resourcesOf,
  restrictedContainer,
  restrictedPod,
  type Size,
  tokenFor,
} from "../lib/pods.ts";
import { PARTS } from "../names.ts";

/** Definitions that something here uses; the operator runs on without the others, and says so in its log. */
const WANTED_CRDS = [
  ...["alertmanagerconfigs", "alertmanagers", "podmonitors", "probes", "prometheuses"],
  ...["prometheusrules", "servicemonitors"],
].map((plural) => `${plural}.monitoring.coreos.com`);

export interface OperatorPlan {
  readonly namespace: string;
  readonly image: string;
  readonly reloader: string;
  readonly size: Size;
  readonly priorityClass: string;
  /** Namespaces with monitors and rules, its own among them. */
  readonly watched: readonly string[];
}

/**
 * The operator's published objects as they run here.
 *
 * Left out are its ClusterRole, which may do everything with every Secret, and definitions that nobody uses. It watches
 * the named namespaces only, and runs Prometheus and Alertmanager in its own only.
 */
export function operatorObjects(
  bundle: readonly KubernetesObject[],
  plan: OperatorPlan,
): KubernetesObject[] {
  const crds = bundle.filter(
    ({ kind, metadata }) =>
      kind === "CustomResourceDefinition" && WANTED_CRDS.includes(metadata.name),
  );
  const missing = WANTED_CRDS.filter(
    (name) => !crds.some(({ metadata }) => metadata.name === name),
  );
  const kinds = ["Deployment", "Service"].map((kind) => ({
    kind,
    object: bundle.find((one) => one.kind === kind && one.metadata.name === PARTS.operator),
  }));
  const absent = [...missing, ...kinds.filter(({ object }) => !object).map(({ kind }) => kind)];
  if (absent.length > 0) {
    throw new RunError(
      `prometheus-operator: its bundle lacks ${absent.join(", ")}; lock a version that this was written for`,
    );
  }
  return [
    ...crds,
    ...kinds.flatMap(({ object }) => (object === undefined ? [] : [placed(object, plan)])),
  ];
}

function placed(object: KubernetesObject, plan: OperatorPlan): KubernetesObject {
  const labels = { ...labelsOf(object.metadata), ...commonLabels() };
  const moved = { ...object, metadata: { ...object.metadata, namespace: plan.namespace, labels } };
  return object.kind === "Deployment" ? deployed(moved, plan) : moved;
}

const labelsOf = (metadata: object): object =>
  "labels" in metadata && typeof metadata.labels === "object" ? { ...metadata.labels } : {};

interface Template {
  readonly metadata: { readonly labels?: object; readonly annotations?: object };
  readonly spec: { readonly containers: readonly { readonly name: string }[] };
}

function deployed(deployment: KubernetesObject, plan: OperatorPlan): KubernetesObject {
  const spec = deployment["spec"] as { readonly template: Template };
  const { metadata, spec: pod } = spec.template;
  const template = {
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, ...commonLabels() },
      annotations: {
        ...metadata.annotations,
        ...tokenFor("turns monitors, rules and alert routes into configuration and StatefulSets"),
      },
    },
    spec: {
      ...pod,
      priorityClassName: plan.priorityClass,
      securityContext: restrictedPod(),
      containers: pod.containers.map((container) =>
        container.name === PARTS.operator ? operatorContainer(container, plan) : container,
      ),
    },
  };
  return { ...deployment, spec: { ...spec, template } };
}

const operatorContainer = (container: object, plan: OperatorPlan) => ({
  ...container,
  image: plan.image,
  args: operatorArguments(plan),
  resources: resourcesOf(plan.size),
  securityContext: restrictedContainer(),
  ...httpProbes("http", "/healthz"),
});

/** The flags of the operator; where it runs as a process they are the same. */
export const operatorArguments = ({
  namespace,
  reloader,
  watched,
}: Pick<OperatorPlan, "namespace" | "reloader" | "watched">): string[] => [
  `--namespaces=${[...watched].sort().join(",")}`,
  `--prometheus-instance-namespaces=${namespace}`,
  `--alertmanager-instance-namespaces=${namespace}`,
  `--alertmanager-config-namespaces=${namespace}`,
  `--thanos-ruler-instance-namespaces=${namespace}`,
  `--prometheus-config-reloader=${reloader}`,
  "--enable-config-reloader-probes=true",
  "--disable-unmanaged-prometheus-configuration=true",
  // Scraping kubelets through Endpoints that the operator writes is the agents' work here.
  "--kubelet-endpoints=false",
  "--log-format=json",
];
