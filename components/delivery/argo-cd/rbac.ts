import type { JsonObject, KubernetesObject } from "../../lib/install/transform.ts";
import { named } from "../lib/artifact.ts";
import type { ArgoCdSettings } from "./settings.ts";

/**
 * ClusterRoles of upstream, with which Argo CD may do everything everywhere; none is installed.
 *
 * Instead it is bound, in each namespace it delivers into, to the Role that the namespace has for that purpose.
 */
export const CLUSTER_ACCESS = [
  "argocd-application-controller",
  "argocd-applicationset-controller",
  "argocd-server",
].flatMap((part) => named(part, "ClusterRole", "ClusterRoleBinding"));

/** Rules by Role: what those in its own namespace need otherwise than upstream says. */
export function ownRules({
  admin,
}: ArgoCdSettings): Readonly<Record<string, readonly JsonObject[]>> {
  const settings = { apiGroups: [""], resources: ["secrets", "configmaps"] };
  return {
    // Upstream grants leases in its ClusterRole only; without them several of it elect nobody.
    "argocd-applicationset-controller": [
      rule("argoproj.io", ["applications", "applicationsets", "applicationsets/finalizers"], ALL),
      rule("argoproj.io", ["appprojects"], LOOK),
      rule("argoproj.io", ["applicationsets/status"], ["get", "patch", "update"]),
      rule("", ["events"], ["create", "get", "list", "patch", "watch"]),
      rule("", ["secrets", "configmaps"], LOOK),
      rule("apps", ["deployments"], LOOK),
      rule("coordination.k8s.io", ["leases"], ["create", "get", "update"]),
    ],
    // Settings and credentials come from this program and from sealed secrets, so its server only reads them.
    "argocd-server": [
      { ...settings, verbs: LOOK },
      ...(admin ? [{ ...settings, verbs: ["create", "update", "patch"] }] : []),
      // Syncs and rollbacks are written into Applications; what there is of all three is said by this program.
      rule("argoproj.io", ["applications"], [...LOOK, "update", "patch"]),
      rule("argoproj.io", ["appprojects", "applicationsets"], LOOK),
      rule("", ["events"], ["create", "list"]),
    ],
  };
}

/** The bindings in the namespaces it delivers into. */
export function deliveryAccess({
  namespace,
  delivers,
}: ArgoCdSettings): readonly KubernetesObject[] {
  return delivers.flatMap((target) => [
    binding("argocd-application-controller", target, "deployer", namespace),
    binding("argocd-server", target, "viewer", namespace),
    rolloutActions(target),
    binding("argocd-server", target, ACTIONS, namespace),
  ]);
}

const LOOK = ["get", "list", "watch"];
const ALL = ["create", "delete", "get", "list", "patch", "update", "watch"];

const rule = (group: string, resources: readonly string[], verbs: readonly string[]) => ({
  apiGroups: [group],
  resources,
  verbs,
});

/** Objects of this kind in several namespaces: the name says which, so that no two share a logical one. */
const binding = (
  account: string,
  target: string,
  role: string,
  namespace: string,
): KubernetesObject => ({
  apiVersion: RBAC,
  kind: "RoleBinding",
  metadata: { name: `${account}-${role}-${target}`, namespace: target },
  roleRef: {
    apiGroup: "rbac.authorization.k8s.io",
    kind: "Role",
    name: role === ACTIONS ? `${ACTIONS}-${target}` : role,
  },
  subjects: [{ kind: "ServiceAccount", name: account, namespace }],
});

const RBAC = "rbac.authorization.k8s.io/v1";
const ACTIONS = "rollout-actions";

/** Promoting, aborting and retrying a Rollout from Argo CD. */
const rolloutActions = (target: string): KubernetesObject => ({
  apiVersion: RBAC,
  kind: "Role",
  metadata: { name: `${ACTIONS}-${target}`, namespace: target },
  rules: [rule("argoproj.io", ["rollouts", "rollouts/status"], ["patch"])],
});

/** The address under which Argo CD knows the cluster it runs in. */
export const IN_CLUSTER = "https://kubernetes.default.svc";
