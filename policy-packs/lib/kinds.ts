import { operatorKinds } from "./operator-kinds.ts";
import type { KubernetesObject } from "./subject.ts";
import { isRecord, type Props } from "./values.ts";

/** Where a kind keeps the pods it makes: a path, nowhere, out of sight, or nobody knows; see also operator-kinds.ts. */
export type Carries = readonly string[] | "nothing" | "hidden" | "unknown";

const TEMPLATE = ["spec", "template", "spec"];

/** Every kind whose pods are written out in it, with the path to the pod's spec. */
export const podPaths: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "": {
    Pod: ["spec"],
    PodTemplate: ["template", "spec"],
    ReplicationController: TEMPLATE,
  },
  apps: {
    DaemonSet: TEMPLATE,
    Deployment: TEMPLATE,
    ReplicaSet: TEMPLATE,
    StatefulSet: TEMPLATE,
  },
  "argoproj.io": { Rollout: TEMPLATE },
  batch: { CronJob: ["spec", "jobTemplate", "spec", "template", "spec"], Job: TEMPLATE },
  extensions: { DaemonSet: TEMPLATE, Deployment: TEMPLATE, ReplicaSet: TEMPLATE },
};

/** Kinds whose pods somebody else writes from them; what these will be cannot be read here. */
export const hiddenKinds: Readonly<Record<string, readonly string[]>> = {
  "argoproj.io": ["Experiment", "Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate"],
  "helm.sh": ["Release"],
};

/**
 * Groups of Kubernetes itself: a kind in them carries pods only when `podPaths` has it.
 *
 * A test holds this against the kinds of the provider's SDK, so that a new one is looked at before it is trusted.
 */
export const builtIn: Readonly<Record<string, readonly string[]>> = {
  "": [
    "Binding ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume",
    "PersistentVolumeClaim ResourceQuota Secret Service ServiceAccount",
  ],
  "admissionregistration.k8s.io": [
    "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration",
    "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration",
  ],
  "apiextensions.k8s.io": ["CustomResourceDefinition"],
  "apiregistration.k8s.io": ["APIService"],
  apps: ["ControllerRevision"],
  "auditregistration.k8s.io": ["AuditSink"],
  autoscaling: ["HorizontalPodAutoscaler"],
  "certificates.k8s.io": ["CertificateSigningRequest ClusterTrustBundle PodCertificateRequest"],
  "coordination.k8s.io": ["Lease LeaseCandidate"],
  "discovery.k8s.io": ["EndpointSlice"],
  "events.k8s.io": ["Event"],
  extensions: ["Ingress NetworkPolicy PodSecurityPolicy"],
  "flowcontrol.apiserver.k8s.io": ["FlowSchema PriorityLevelConfiguration"],
  "lifecycle.k8s.io": ["Eviction EvictionRequest"],
  meta: ["Status"],
  "networking.k8s.io": ["ClusterCIDR IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR"],
  "node.k8s.io": ["RuntimeClass"],
  policy: ["PodDisruptionBudget PodSecurityPolicy"],
  "rbac.authorization.k8s.io": ["ClusterRole ClusterRoleBinding Role RoleBinding"],
  "resource.k8s.io": [
    "DeviceClass DeviceTaintRule PodScheduling PodSchedulingContext ResourceClaim",
    "ResourceClaimParameters ResourceClaimTemplate ResourceClass ResourceClassParameters",
    "ResourcePoolStatusRequest ResourceSlice",
  ],
  "scheduling.k8s.io": ["CompositePodGroup PodGroup PriorityClass Workload"],
  "settings.k8s.io": ["PodPreset"],
  "storage.k8s.io": [
    "CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass",
  ],
  "storagemigration.k8s.io": ["StorageVersionMigration"],
};

/** Custom kinds that were read and carry no pods of their own; what Argo CD delivers is judged at its own door. */
const custom: Readonly<Record<string, readonly string[]>> = {
  "argoproj.io": ["Application ApplicationSet AppProject"],
  "bitnami.com": ["SealedSecret"],
  "monitoring.coreos.com": [
    "AlertmanagerConfig PodMonitor Probe PrometheusRule ScrapeConfig ServiceMonitor",
  ],
};

/** Components of the provider's SDK: what they are made of is registered and judged by itself. */
const components: Readonly<Record<string, readonly string[]>> = {
  "helm.sh": ["Chart"],
  kustomize: ["Directory"],
  "kustomize/v2": ["Directory"],
  yaml: ["ConfigFile ConfigGroup"],
};

const bare = new Map<string, ReadonlySet<string>>();
for (const table of [builtIn, custom, components]) {
  for (const [group, lines] of Object.entries(table)) {
    const kinds = lines.flatMap((line) => line.split(" "));
    bare.set(group, new Set([...(bare.get(group) ?? []), ...kinds]));
  }
}

/** What a kind is known to carry. A Rollout may borrow the pods of a Deployment, which is judged by itself. */
export function carries(object: KubernetesObject): Carries {
  if (isBorrower(object)) return "nothing";
  const { group, kind } = object;
  const path = podPaths[group]?.[kind];
  if (path !== undefined) return path;
  if (hiddenKinds[group]?.includes(kind) === true) return "hidden";
  if (bare.get(group)?.has(kind) === true || isJobless(object)) return "nothing";
  return "unknown";
}

/** An analysis runs pods only where it measures by a Job. */
const isJobless = ({ group, kind, props: { spec } }: KubernetesObject): boolean =>
  group === "argoproj.io" &&
  (kind === "AnalysisTemplate" || kind === "ClusterAnalysisTemplate") &&
  isRecord(spec) &&
  Array.isArray(spec["metrics"]) &&
  spec["metrics"].every(
    (metric) =>
      isRecord(metric) && isRecord(metric["provider"]) && metric["provider"]["job"] === undefined,
  );

/** Whether somebody read what objects of a kind do; of any other, rules only look whether it seems to carry pods. */
export const isUnderstood = (object: KubernetesObject): boolean =>
  operatorKinds[object.group]?.[object.kind] !== undefined || carries(object) !== "unknown";

/** Whether an object is a Rollout that runs the pods of a Deployment. */
export const isBorrower = ({ group, kind, props }: KubernetesObject): boolean =>
  group === "argoproj.io" && kind === "Rollout" && borrowsPods(props);

function borrowsPods({ spec }: Props): boolean {
  return isRecord(spec) && isRecord(spec["workloadRef"]) && !isRecord(spec["template"]);
}
