import { groupOf } from "../../../policy-packs/lib/subject.ts";
import { field, type Props } from "../../../policy-packs/lib/values.ts";
import type { Manifest } from "./manifest.ts";

/** Kinds of Kubernetes whose objects belong to no namespace (`kubectl api-resources --namespaced=false` of 1.35). */
const clusterKinds: ReadonlySet<string> = new Set([
  "/ComponentStatus",
  "/Namespace",
  "/Node",
  "/PersistentVolume",
  "admissionregistration.k8s.io/MutatingAdmissionPolicy",
  "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding",
  "admissionregistration.k8s.io/MutatingWebhookConfiguration",
  "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
  "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
  "apiextensions.k8s.io/CustomResourceDefinition",
  "apiregistration.k8s.io/APIService",
  "authentication.k8s.io/SelfSubjectReview",
  "authentication.k8s.io/TokenReview",
  "authorization.k8s.io/SelfSubjectAccessReview",
  "authorization.k8s.io/SelfSubjectRulesReview",
  "authorization.k8s.io/SubjectAccessReview",
  "certificates.k8s.io/CertificateSigningRequest",
  "certificates.k8s.io/ClusterTrustBundle",
  "flowcontrol.apiserver.k8s.io/FlowSchema",
  "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
  "networking.k8s.io/IPAddress",
  "networking.k8s.io/IngressClass",
  "networking.k8s.io/ServiceCIDR",
  "node.k8s.io/RuntimeClass",
  "policy/PodSecurityPolicy",
  "rbac.authorization.k8s.io/ClusterRole",
  "rbac.authorization.k8s.io/ClusterRoleBinding",
  "resource.k8s.io/DeviceClass",
  "resource.k8s.io/DeviceTaintRule",
  "resource.k8s.io/ResourceSlice",
  "scheduling.k8s.io/PriorityClass",
  "storage.k8s.io/CSIDriver",
  "storage.k8s.io/CSINode",
  "storage.k8s.io/StorageClass",
  "storage.k8s.io/VolumeAttachment",
  "storage.k8s.io/VolumeAttributesClass",
  "storagemigration.k8s.io/StorageVersionMigration",
]);

const keyOf = (group: string, kind: string): string => `${group}/${kind}`;

/**
 * Whether objects of a kind belong to a namespace.
 *
 * A CustomResourceDefinition among the manifests says it for its kind; of other custom kinds only those called
 * `Cluster...` are taken to belong to none.
 */
export function scopesIn(manifests: readonly Manifest[]): (manifest: Manifest) => boolean {
  const cluster = new Set(clusterKinds);
  const named = new Set<string>();
  for (const { kind, props } of manifests) {
    if (kind !== "CustomResourceDefinition") continue;
    const key = keyOf(...definedBy(props));
    if (field(props, "spec", "scope") === "Cluster") cluster.add(key);
    else named.add(key);
  }
  return ({ apiVersion, kind }) => {
    const group = groupOf(apiVersion);
    const key = keyOf(group, kind);
    if (cluster.has(key)) return false;
    const custom = group.includes(".") && !group.endsWith(".k8s.io");
    return named.has(key) || !(custom && kind.startsWith("Cluster"));
  };
}

function definedBy(props: Props): [group: string, kind: string] {
  const text = (...path: string[]) => {
    const found = field(props, "spec", ...path);
    return typeof found === "string" ? found : "";
  };
  return [text("group"), text("names", "kind")];
}
