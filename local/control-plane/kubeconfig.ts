import { readFileSync } from "node:fs";
import { join } from "node:path";

import { writeAtomic } from "../../lib/write-atomic.ts";
import type { Layout } from "../layout.ts";

/** Path of a cluster's kubeconfig. */
export function kubeconfigOf(paths: Layout, cluster: string): string {
  return join(paths.clusters, cluster, "kubeconfig");
}

/** Path of the kubeconfig of cluster `local`, where people look for it. */
export function shortKubeconfig(paths: Layout): string {
  return join(paths.local, "kubeconfig");
}

/** Writes the administrator's kubeconfig, complete in itself, with one context named like the cluster. */
export function writeKubeconfig(paths: Layout, cluster: string, server: string): string {
  const data = (name: string) =>
    readFileSync(join(paths.clusters, cluster, "pki", name)).toString("base64");
  const user = `${cluster}-admin`;
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      { name: cluster, cluster: { server, "certificate-authority-data": data("ca.crt") } },
    ],
    users: [
      {
        name: user,
        user: {
          "client-certificate-data": data("admin.crt"),
          "client-key-data": data("admin.key"),
        },
      },
    ],
    contexts: [{ name: cluster, context: { cluster, user, namespace: "default" } }],
    "current-context": cluster,
  };
  const text = `${JSON.stringify(config, undefined, 2)}\n`;
  const path = kubeconfigOf(paths, cluster);
  writeAtomic(path, text);
  if (cluster === "local") writeAtomic(shortKubeconfig(paths), text);
  return path;
}
