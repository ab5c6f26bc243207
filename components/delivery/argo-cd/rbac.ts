import type { KubernetesObject } from "../lib/object.ts";
import type { ArgoCdSettings } from "./settings.ts";

/**
 * ClusterRoles of upstream, with which Argo CD may do everything everywhere; none is installed.
 *
 * Instead it is bound, in each namespace it delivers into, to the Role that the namespace has for that purpose.
 */
export const CLUSTER_ACCESS = [
  "application-controller",
  "applicationset-controller",
  "server",
].flatMap((part) => [`ClusterRole argocd-${part}`, `ClusterRoleBinding argocd-${part}`]);

/** What the Roles in its own namespace need otherwise than upstream says. */
export function ownRules({ admin }: ArgoCdSettings): Readonly<Record<string, readonly object[]>> {
  const settings = { apiGroups: [""], resources: ["secrets", "configmaps"] };
  return {
    // Upstream grants leases in its ClusterRole only; without them several of it elect nobody.
    "Role argocd-applicationset-controller": [
      rule("argoproj.io", ["applications", "applicationsets", "applicationsets/finalizers"], ALL),
      rule("argoproj.io", ["appprojects"], LOOK),
      rule("argoproj.io", ["applicationsets/status"], ["get", "patch", "update"]),
      rule("", ["events"], ["create", "get", "list", "patch", "watch"]),
      rule("", ["secrets", "configmaps"], LOOK),
      rule("apps", ["deployments"], LOOK),
      rule("coordination.k8s.io", ["leases"], ["create", "get", "update"]),
    ],
    // Settings and credentials come from this program and from sealed secrets, so its server only reads them.
    "Role argocd-server": [
      { ...settings, verbs: LOOK },
      ...(admin ? [{ ...settings, verbs: ["create", "update", "patch"] }] : []),
      rule("argoproj.io", ["applications", "appprojects", "applicationsets"], ALL),
      rule("", ["events"], ["create", "list"]),
    ],
  };
}

/** The bindings in the namespaces it delivers into, and the declaration that these are all it knows of its cluster. */
export function deliveryAccess({
  namespace,
  delivers,
}: ArgoCdSettings): readonly KubernetesObject[] {
  return [
    ...delivers.flatMap((target) => [
      binding("argocd-application-controller", target, "deployer", namespace),
      binding("argocd-server", target, "viewer", namespace),
      rolloutActions(target),
      binding("argocd-server", target, ACTIONS, namespace),
    ]),
    ownCluster(namespace, delivers),
  ];
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

/**
 * Its own cluster, narrowed to some namespaces and no cluster-wide kinds.
 *
 * Argo CD reads this from a Secret. Nothing in it is secret; it is a sealed one, with nothing sealed in it, because a plain
 * Secret is refused whatever it holds.
 */
const ownCluster = (namespace: string, delivers: readonly string[]): KubernetesObject => ({
  apiVersion: "bitnami.com/v1alpha1",
  kind: "SealedSecret",
  metadata: { name: "argocd-cluster-in-cluster", namespace },
  spec: {
    encryptedData: {},
    template: {
      type: "Opaque",
      metadata: {
        labels: {
          "app.kubernetes.io/part-of": "argocd",
          "argocd.argoproj.io/secret-type": "cluster",
        },
      },
      data: {
        name: "in-cluster",
        server: IN_CLUSTER,
        namespaces: delivers.join(","),
        clusterResources: "false",
        config: JSON.stringify({ tlsClientConfig: { insecure: false } }),
      },
    },
  },
});

/** The address under which Argo CD knows the cluster it runs in. */
export const IN_CLUSTER = "https://kubernetes.default.svc";
