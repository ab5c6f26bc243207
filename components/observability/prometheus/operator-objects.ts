import { withoutDescriptions } from "../../lib/install/descriptions.ts";
import { inNamespace } from "../../lib/install/in-namespace.ts";
import { labelled } from "../../lib/install/labelled.ts";
import { withTemplate } from "../../lib/install/pods.ts";
import { withResources } from "../../lib/install/resources.ts";
import { withSecurityContext } from "../../lib/install/security-context.ts";
import { onlyDefinitions, patched, withoutKinds } from "../../lib/install/select.ts";
import {
  type JsonObject,
  type KubernetesObject,
  listOf,
  mapOf,
  transformed,
} from "../../lib/install/transform.ts";
import { commonLabels } from "../../lib/labels.ts";
import { httpProbes, resourcesOf, type Size, tokenFor } from "../lib/pods.ts";
import { PARTS } from "../names.ts";

const PART = PARTS.operator;

/** Kinds that something here uses; the operator runs on without the others, and says so in its log. */
const WANTED = [
  ...["Alertmanager", "AlertmanagerConfig", "PodMonitor", "Probe", "Prometheus"],
  ...["PrometheusRule", "ServiceMonitor"],
];

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
export const operatorObjects = (
  bundle: readonly KubernetesObject[],
  plan: OperatorPlan,
): readonly KubernetesObject[] =>
  transformed(
    bundle,
    onlyDefinitions(...WANTED),
    withoutDescriptions(),
    // What it may do, and as whom, is written beside this.
    withoutKinds("ClusterRole", "ClusterRoleBinding", "ServiceAccount"),
    inNamespace(plan.namespace),
    labelled(commonLabels()),
    withSecurityContext(),
    withResources({ [PART]: resourcesOf(plan.size) }),
    patched("Deployment", PART, (deployment) =>
      withTemplate(deployment, (template) => templateOf(template, plan)),
    ),
  );

function templateOf(template: JsonObject, plan: OperatorPlan): JsonObject {
  const [metadata, spec] = [mapOf(template["metadata"]), mapOf(template["spec"])];
  const reason = tokenFor(
    "turns monitors, rules and alert routes into configuration and StatefulSets",
  );
  return {
    ...template,
    metadata: { ...metadata, annotations: { ...mapOf(metadata["annotations"]), ...reason } },
    spec: {
      ...spec,
      priorityClassName: plan.priorityClass,
      containers: listOf(spec["containers"]).map((container) =>
        mapOf(container)["name"] === PART ? containerOf(mapOf(container), plan) : container,
      ),
    },
  };
}

const containerOf = (container: JsonObject, plan: OperatorPlan): JsonObject => ({
  ...container,
  image: plan.image,
  args: operatorArguments(plan),
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
