import { type KubernetesObject, mapOf, textOf } from "./transform.ts";

/** Kinds of Kubernetes itself that belong to no namespace, of those that manifests bring. */
const CLUSTER_SCOPED = new Set([
  "APIService",
  "ClusterRole",
  "ClusterRoleBinding",
  "CustomResourceDefinition",
  "MutatingWebhookConfiguration",
  "Namespace",
  "PersistentVolume",
  "PriorityClass",
  "RuntimeClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
]);

export const isDefinition = ({ kind, apiVersion }: KubernetesObject): boolean =>
  kind === "CustomResourceDefinition" && apiVersion.startsWith("apiextensions.k8s.io/");

/** Group and kind that a definition brings: `argoproj.io/Application`. */
export function definedKind(definition: KubernetesObject): string {
  const { group, names } = mapOf(definition["spec"]);
  return `${textOf(group)}/${textOf(mapOf(names)["kind"])}`;
}

/** Group and kind of an object: `apps/Deployment`, `/Service`. */
export const groupKindOf = ({ apiVersion, kind }: KubernetesObject): string =>
  `${apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.lastIndexOf("/")) : ""}/${kind}`;

/** Whether objects of that kind belong to no namespace; what a definition among `all` says wins. */
export function clusterScoped(
  all: readonly KubernetesObject[],
): (object: KubernetesObject) => boolean {
  const defined = new Map(
    all
      .filter(isDefinition)
      .map((one) => [definedKind(one), mapOf(one["spec"])["scope"] === "Cluster"] as const),
  );
  return (object) => defined.get(groupKindOf(object)) ?? CLUSTER_SCOPED.has(object.kind);
}
