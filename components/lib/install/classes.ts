import type * as pulumi from "@pulumi/pulumi";

import * as kubernetes from "../kubernetes.ts";

type KubernetesClass = new (
  name: string,
  args: never,
  opts?: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

/** The class of each built-in kind that manifests bring; a new one is added here and in components/lib/kubernetes.ts. */
const CLASSES: Readonly<Record<string, KubernetesClass>> = {
  "admissionregistration.k8s.io/v1/MutatingWebhookConfiguration":
    kubernetes.MutatingWebhookConfiguration,
  "admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration":
    kubernetes.ValidatingWebhookConfiguration,
  "apiextensions.k8s.io/v1/CustomResourceDefinition": kubernetes.CustomResourceDefinition,
  "apps/v1/DaemonSet": kubernetes.DaemonSet,
  "apps/v1/Deployment": kubernetes.Deployment,
  "apps/v1/StatefulSet": kubernetes.StatefulSet,
  "autoscaling/v2/HorizontalPodAutoscaler": kubernetes.HorizontalPodAutoscaler,
  "batch/v1/CronJob": kubernetes.CronJob,
  "batch/v1/Job": kubernetes.Job,
  "networking.k8s.io/v1/Ingress": kubernetes.Ingress,
  "networking.k8s.io/v1/NetworkPolicy": kubernetes.NetworkPolicy,
  "policy/v1/PodDisruptionBudget": kubernetes.PodDisruptionBudget,
  "rbac.authorization.k8s.io/v1/ClusterRole": kubernetes.ClusterRole,
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": kubernetes.ClusterRoleBinding,
  "rbac.authorization.k8s.io/v1/Role": kubernetes.Role,
  "rbac.authorization.k8s.io/v1/RoleBinding": kubernetes.RoleBinding,
  "scheduling.k8s.io/v1/PriorityClass": kubernetes.PriorityClass,
  "v1/ConfigMap": kubernetes.ConfigMap,
  "v1/Namespace": kubernetes.Namespace,
  "v1/PersistentVolumeClaim": kubernetes.PersistentVolumeClaim,
  "v1/Secret": kubernetes.Secret,
  "v1/Service": kubernetes.Service,
  "v1/ServiceAccount": kubernetes.ServiceAccount,
};

/** The class of a built-in kind; undefined for one that no manifest has brought so far. */
export const classOf = (apiVersion: string, kind: string): KubernetesClass | undefined =>
  CLASSES[`${apiVersion}/${kind}`];

/** Every kind that has a class. */
export const knownKinds = (): readonly string[] => Object.keys(CLASSES);
