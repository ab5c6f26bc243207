import type { Properties } from "../../lib/struct.ts";
import { isConfigMapKind, isSecretKind, type Gvk } from "../kinds.ts";
import { at } from "../objects.ts";

/** What the provider's configuration says about replacing. */
export interface Mutability {
  /** Data of ConfigMaps is updated in place. @default false */
  readonly enableConfigMapMutable: boolean;
  /** Data and type of Secrets are updated in place. @default false */
  readonly enableSecretMutable: boolean;
}

const SELECTOR = [".spec.selector"];

const VOLUME_SOURCES =
  "awsElasticBlockStore azureDisk azureFile cephfs cinder csi fc flexVolume flocker gcePersistentDisk glusterfs hostPath " +
  "iscsi local nfs photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume";

const POD_FIELDS =
  "affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks hostAliases hostIPC hostNetwork hostPID " +
  "hostname imagePullSecrets nodeName nodeSelector overhead preemptionPolicy priority priorityClassName readinessGates " +
  "restartPolicy runtimeClassName schedulerName securityContext serviceAccount serviceAccountName shareProcessNamespace " +
  "subdomain terminationGracePeriodSeconds volumes";

const CONTAINER_FIELDS =
  "args command env image imagePullPolicy lifecycle livenessProbe ports readinessProbe resources securityContext " +
  "stdin stdinOnce terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir";

const inSpec = (names: string): string[] => names.split(" ").map((name) => `.spec.${name}`);
const inContainers = (list: string): string[] =>
  CONTAINER_FIELDS.split(" ").map((name) => `.spec.${list}[*].${name}`);

const job = [...inSpec("completions parallelism template"), ...SELECTOR];
const statefulSet = [
  ...inSpec("podManagementPolicy revisionHistoryLimit serviceName volumeClaimTemplates"),
  ...SELECTOR,
];
const roleBinding = [".roleRef"];

/**
 * Fields whose change replaces the object, by "group/version/kind", "" being the core group. The whole table of the
 * official provider, 4.34 (provider/pkg/provider/diff.go), without the fields inside a field that is listed itself;
 * every other field is updated in place.
 */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "apps/v1beta1/StatefulSet": statefulSet,
  "apps/v1beta2/StatefulSet": statefulSet,
  "apps/v1/StatefulSet": statefulSet,
  "apps/v1beta2/DaemonSet": SELECTOR,
  "apps/v1/DaemonSet": SELECTOR,
  "apps/v1beta2/Deployment": SELECTOR,
  "apps/v1/Deployment": SELECTOR,
  "/v1/PersistentVolume": inSpec(VOLUME_SOURCES),
  "/v1/PersistentVolumeClaim": [...inSpec("accessModes storageClassName volumeName"), ...SELECTOR],
  "/v1/Pod": [
    ...inSpec(POD_FIELDS),
    ...inContainers("containers"),
    ...inContainers("initContainers"),
  ],
  "/v1/ResourceQuota": [".spec.scopes"],
  "/v1/Secret": [".type"],
  "/v1/Service": [".spec.clusterIP"],
  "policy/v1beta1/PodDisruptionBudget": [".spec"],
  "rbac.authorization.k8s.io/v1alpha1/ClusterRoleBinding": roleBinding,
  "rbac.authorization.k8s.io/v1alpha1/RoleBinding": roleBinding,
  "rbac.authorization.k8s.io/v1beta1/ClusterRoleBinding": roleBinding,
  "rbac.authorization.k8s.io/v1beta1/RoleBinding": roleBinding,
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": roleBinding,
  "rbac.authorization.k8s.io/v1/RoleBinding": roleBinding,
  "storage.k8s.io/v1/StorageClass": [".parameters", ".provisioner"],
  "batch/v1beta1/Job": job,
  "batch/v1/Job": job,
  "batch/v2alpha1/Job": job,
};

const IDENTITY = [".metadata.name", ".metadata.namespace"];

/** Fields of that object (its new inputs) whose change replaces it: its identity, and what its type adds. */
export function forceNewFields(
  object: Properties,
  gvk: Gvk,
  mutability: Mutability,
): readonly string[] {
  const immutable = at(object, "immutable") === true;
  if (isSecretKind(gvk) && (!mutability.enableSecretMutable || immutable)) {
    return [...IDENTITY, ".type", ".stringData", ".data"];
  }
  if (isConfigMapKind(gvk) && (!mutability.enableConfigMapMutable || immutable)) {
    return [...IDENTITY, ".binaryData", ".data"];
  }
  return [...IDENTITY, ...(FIELDS[`${gvk.group}/${gvk.version}/${gvk.kind}`] ?? [])];
}
