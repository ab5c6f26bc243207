import { IN_CLUSTER } from "./rbac.ts";

/**
 * Its own cluster, narrowed to some namespaces and no cluster-wide kinds: the spec of a SealedSecret.
 *
 * Argo CD reads this from a Secret. Nothing in it is secret; it is a sealed one, with nothing sealed in it, because a plain
 * Secret is refused whatever it holds.
 */
export const ownCluster = (delivers: readonly string[]) => ({
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
});
