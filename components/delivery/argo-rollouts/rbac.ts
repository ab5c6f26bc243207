import type { JsonObject, KubernetesObject } from "../../lib/install/transform.ts";
import { named } from "../lib/artifact.ts";
import type { ArgoRolloutsSettings } from "./settings.ts";

/** Roles that upstream adds to `admin`, `edit` and `view` of the cluster, which nobody here is bound to. */
export const AGGREGATED = ["admin", "edit", "view"].flatMap((role) =>
  named(`argo-rollouts-aggregate-to-${role}`, "ClusterRole"),
);

const rule = (
  group: string,
  resources: readonly string[],
  verbs: readonly string[],
  resourceNames?: readonly string[],
) => ({ apiGroups: [group], resources, verbs, ...(resourceNames && { resourceNames }) });

const LOOK = ["get", "list", "watch"];
const ALL = [...LOOK, "create", "update", "patch", "delete"];

/**
 * What it may in every namespace: its own kinds, and the ReplicaSets, Services and pods of Rollouts.
 *
 * Against upstream: no Secrets and ConfigMaps of others (analyses ask Prometheus, which needs none), no Jobs to start, no
 * Deployments to scale, none of the meshes and routers that are not here. It still watches Jobs and Ingresses, because it
 * does not start without.
 */
export const clusterRules = ({ trafficRouting }: ArgoRolloutsSettings): readonly JsonObject[] => [
  rule(
    "argoproj.io",
    ["rollouts", "rollouts/status", "rollouts/finalizers"],
    [...LOOK, "update", "patch"],
  ),
  rule(
    "argoproj.io",
    ["analysisruns", "analysisruns/finalizers", "experiments", "experiments/finalizers"],
    ALL,
  ),
  rule("argoproj.io", ["analysistemplates", "clusteranalysistemplates"], LOOK),
  rule("apps", ["replicasets"], ALL),
  rule("apps", ["deployments"], LOOK),
  rule("", ["services"], [...LOOK, "patch"]),
  rule("", ["pods"], ["list", "update", "watch"]),
  rule("", ["pods/eviction"], ["create"]),
  rule("", ["events"], ["create", "update", "patch"]),
  rule("batch", ["jobs"], LOOK),
  rule(
    "networking.k8s.io",
    ["ingresses"],
    trafficRouting === "ingress" ? [...LOOK, "create", "update", "patch"] : LOOK,
  ),
];

/** What it may in its own namespace only: elect one of its pods, and read the two objects that are its own. */
export function ownAccess({ namespace }: ArgoRolloutsSettings): readonly KubernetesObject[] {
  const apiVersion = "rbac.authorization.k8s.io/v1";
  const metadata = { name: "argo-rollouts", namespace };
  return [
    {
      apiVersion,
      kind: "Role",
      metadata,
      rules: [
        rule("", ["secrets"], LOOK, ["argo-rollouts-notification-secret"]),
        rule("", ["configmaps"], LOOK, [
          "argo-rollouts-config",
          "argo-rollouts-notification-configmap",
        ]),
        rule("coordination.k8s.io", ["leases"], ["create"]),
        rule(
          "coordination.k8s.io",
          ["leases"],
          ["get", "update"],
          ["argo-rollouts-controller-lock"],
        ),
      ],
    },
    {
      apiVersion,
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "argo-rollouts" },
      subjects: [{ kind: "ServiceAccount", name: "argo-rollouts", namespace }],
    },
  ];
}
