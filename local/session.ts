import { delimiter, dirname, join } from "node:path";

import { kubeconfigOf } from "./control-plane/kubeconfig.ts";
import type { Layout } from "./layout.ts";

/** Settings of the user that would overrule ours; they have to be absent, an empty value is not enough. */
export const unset = ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_ACCESS_TOKEN", "PULUMI_STACK"] as const;

/** The environment in which Pulumi and kubectl work on one local cluster and on nothing else. */
export function sessionEnvironment(
  paths: Layout,
  cluster: string,
  uid: string,
  env: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  const inherited = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const first = [paths.bin, join(paths.root, "node_modules", ".bin"), dirname(process.execPath)];
  return {
    PATH: [...new Set([...first, ...inherited])].join(delimiter),
    PULUMI_HOME: paths.pulumiHome,
    PULUMI_BACKEND_URL: `file://${join(paths.states, cluster)}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: paths.passphrase,
    // The engine holds the state many times over and frees it all the time: fewer collections save a quarter of its time.
    GOGC: "400",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    KUBECONFIG: kubeconfigOf(paths, cluster),
    KUBECACHEDIR: join(paths.local, "kube-cache"),
    INTELGRAPH_CLUSTER_UID: uid,
  };
}

/** The user's environment with the session's in front of it. */
export function inSession(
  session: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !unset.some((each) => each === name));
  return { ...Object.fromEntries(kept), ...session };
}
