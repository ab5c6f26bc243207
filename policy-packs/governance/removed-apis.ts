/** A version of an API that Kubernetes stopped or will stop serving. */
export interface RemovedApi {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** Minor version of Kubernetes 1 that no longer serves it. */
  readonly minor: number;
  /** What to write in its place; undefined when nothing follows it. */
  readonly next: string | undefined;
}

const removed = (minor: number, apiVersion: string, kinds: string, next?: string): RemovedApi => ({
  apiVersion,
  kinds: kinds.split(" "),
  minor,
  next,
});

const ADMISSION = "admissionregistration.k8s.io";
const FLOW = "flowcontrol.apiserver.k8s.io";
const MUTATING = "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding";
const VALIDATING = "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding";
const FLOWS = "FlowSchema PriorityLevelConfiguration";
const WEBHOOKS = "MutatingWebhookConfiguration ValidatingWebhookConfiguration";
const ROLES = "ClusterRole ClusterRoleBinding Role RoleBinding";
const DEVICES = "DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice";

/**
 * The Deprecated API Migration Guide, and what the API's own source says of its beta versions.
 *
 * k8s.io/api v0.35.4, `APILifecycleRemoved` and `APILifecycleReplacement` of each type.
 */
export const removedApis: readonly RemovedApi[] = [
  removed(16, "extensions/v1beta1", "DaemonSet Deployment ReplicaSet", "apps/v1"),
  removed(16, "extensions/v1beta1", "NetworkPolicy", "networking.k8s.io/v1"),
  removed(16, "extensions/v1beta1", "PodSecurityPolicy"),
  removed(16, "apps/v1beta1", "ControllerRevision Deployment StatefulSet", "apps/v1"),
  removed(
    16,
    "apps/v1beta2",
    "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet",
    "apps/v1",
  ),
  removed(21, "batch/v2alpha1", "CronJob", "batch/v1"),
  removed(22, `${ADMISSION}/v1beta1`, WEBHOOKS, `${ADMISSION}/v1`),
  removed(
    22,
    "apiextensions.k8s.io/v1beta1",
    "CustomResourceDefinition",
    "apiextensions.k8s.io/v1",
  ),
  removed(22, "apiregistration.k8s.io/v1beta1", "APIService", "apiregistration.k8s.io/v1"),
  removed(22, "certificates.k8s.io/v1beta1", "CertificateSigningRequest", "certificates.k8s.io/v1"),
  removed(22, "coordination.k8s.io/v1beta1", "Lease", "coordination.k8s.io/v1"),
  removed(22, "extensions/v1beta1", "Ingress", "networking.k8s.io/v1"),
  removed(22, "networking.k8s.io/v1beta1", "Ingress IngressClass", "networking.k8s.io/v1"),
  removed(22, "rbac.authorization.k8s.io/v1alpha1", ROLES, "rbac.authorization.k8s.io/v1"),
  removed(22, "rbac.authorization.k8s.io/v1beta1", ROLES, "rbac.authorization.k8s.io/v1"),
  removed(22, "scheduling.k8s.io/v1alpha1", "PriorityClass", "scheduling.k8s.io/v1"),
  removed(22, "scheduling.k8s.io/v1beta1", "PriorityClass", "scheduling.k8s.io/v1"),
  removed(
    22,
    "storage.k8s.io/v1beta1",
    "CSIDriver CSINode StorageClass VolumeAttachment",
    "storage.k8s.io/v1",
  ),
  removed(
    24,
    "storage.k8s.io/v1alpha1",
    "CSIStorageCapacity VolumeAttachment",
    "storage.k8s.io/v1",
  ),
  removed(25, "autoscaling/v2beta1", "HorizontalPodAutoscaler", "autoscaling/v2"),
  removed(25, "batch/v1beta1", "CronJob", "batch/v1"),
  removed(25, "discovery.k8s.io/v1beta1", "EndpointSlice", "discovery.k8s.io/v1"),
  removed(25, "events.k8s.io/v1beta1", "Event", "events.k8s.io/v1"),
  removed(25, "node.k8s.io/v1beta1", "RuntimeClass", "node.k8s.io/v1"),
  removed(25, "policy/v1beta1", "PodDisruptionBudget", "policy/v1"),
  removed(25, "policy/v1beta1", "PodSecurityPolicy"),
  removed(26, "autoscaling/v2beta2", "HorizontalPodAutoscaler", "autoscaling/v2"),
  removed(26, `${FLOW}/v1beta1`, FLOWS, `${FLOW}/v1`),
  removed(27, "storage.k8s.io/v1beta1", "CSIStorageCapacity", "storage.k8s.io/v1"),
  removed(29, `${FLOW}/v1beta2`, FLOWS, `${FLOW}/v1`),
  removed(32, `${FLOW}/v1beta3`, FLOWS, `${FLOW}/v1`),
  removed(32, `${ADMISSION}/v1alpha1`, VALIDATING, `${ADMISSION}/v1`),
  removed(34, `${ADMISSION}/v1beta1`, VALIDATING, `${ADMISSION}/v1`),
  removed(35, "storage.k8s.io/v1alpha1", "VolumeAttributesClass", "storage.k8s.io/v1"),
  removed(37, "storage.k8s.io/v1beta1", "VolumeAttributesClass", "storage.k8s.io/v1"),
  removed(37, "networking.k8s.io/v1beta1", "IPAddress ServiceCIDR", "networking.k8s.io/v1"),
  removed(37, "certificates.k8s.io/v1alpha1", "ClusterTrustBundle", "certificates.k8s.io/v1beta1"),
  removed(38, `${ADMISSION}/v1alpha1`, MUTATING, `${ADMISSION}/v1beta1`),
  removed(38, "coordination.k8s.io/v1alpha2", "LeaseCandidate", "coordination.k8s.io/v1beta1"),
  removed(38, "resource.k8s.io/v1beta1", DEVICES, "resource.k8s.io/v1"),
  removed(39, "resource.k8s.io/v1beta2", DEVICES, "resource.k8s.io/v1"),
];
