import { join } from "node:path";

import { accountFiles } from "./account.ts";
import { accountNeed, type Controller, crdNeed, scraped } from "./controller.ts";
import type { Place } from "./place.ts";

/** Argo CD: what it reads of charts, what it does about them, and the cache between the two. */
export function argoCd({ folder, ports }: Place): Controller[] {
  const account = (name: string) => ({ namespace: "argocd", name });
  const data = join(folder, "argocd");
  const repoServer = `127.0.0.1:${ports.repoServer}`;
  const redis = `127.0.0.1:${ports.redis}`;
  const shared = (name: string) => ({
    KUBECONFIG: accountFiles(folder, account(name)).kubeconfig,
    // Its own cluster is the one of the kubeconfig, as it is the one around the pod elsewhere.
    ARGOCD_FAKE_IN_CLUSTER: "true",
    ARGOCD_GPG_ENABLED: "false",
    ARGOCD_TLS_DATA_PATH: join(data, "tls"),
    ARGOCD_SSH_DATA_PATH: join(data, "ssh"),
    ARGOCD_APP_CONF_PATH: join(data, "config"),
    ARGOCD_PLUGINSOCKFILEPATH: join(data, "plugins"),
    ARGOCD_K8S_CLIENT_QPS: "100",
  });
  const base = { tool: "argo-cd", inside: "host" } as const;
  return [
    {
      ...base,
      name: "argocd-redis",
      tool: "miniredis",
      program: "miniredis",
      workload: account("argocd-redis"),
      needs: [],
      args: ["-address", redis],
      env: {},
      ready: { port: "redis" },
      after: [],
      endpoints: { redis },
    },
    {
      ...base,
      name: "argocd-repo-server",
      program: "argocd",
      workload: account("argocd-repo-server"),
      account: account("argocd-repo-server"),
      needs: [accountNeed(account("argocd-repo-server"))],
      args: [
        ...["--address", "127.0.0.1", "--port", String(ports.repoServer)],
        ...["--metrics-address", "127.0.0.1", "--metrics-port", String(ports.repoServerMetrics)],
        ...["--redis", redis, "--disable-tls"],
      ],
      // A socket's path may have 108 characters at most, so this one is relative to its working folder.
      env: { ...shared("argocd-repo-server"), ARGOCD_ASK_PASS_SOCK: "ask-pass.sock" },
      ready: { port: "repoServerMetrics", path: "/healthz" },
      after: ["argocd-redis"],
      endpoints: { grpc: repoServer },
      metrics: [scraped("repoServerMetrics", account("argocd-repo-server"))],
    },
    {
      ...base,
      name: "argocd-application-controller",
      program: "argocd",
      workload: account("argocd-application-controller"),
      account: account("argocd-application-controller"),
      needs: [
        accountNeed(account("argocd-application-controller")),
        crdNeed("applications.argoproj.io"),
        crdNeed("appprojects.argoproj.io"),
      ],
      args: [
        ...[
          "--kubeconfig",
          accountFiles(folder, account("argocd-application-controller")).kubeconfig,
        ],
        ...["--namespace", "argocd", "--metrics-port", String(ports.applicationController)],
        ...["--redis", redis, "--repo-server", repoServer, "--repo-server-plaintext"],
      ],
      env: {
        ...shared("argocd-application-controller"),
        // One process is the only shard, however many replicas the cluster's own has.
        ARGOCD_CONTROLLER_REPLICAS: "1",
        ARGOCD_RECONCILIATION_TIMEOUT: "30s",
        ARGOCD_RECONCILIATION_JITTER: "0s",
      },
      ready: { port: "applicationController", path: "/healthz" },
      after: ["argocd-redis", "argocd-repo-server"],
      endpoints: { metrics: `http://127.0.0.1:${ports.applicationController}/metrics` },
      metrics: [scraped("applicationController", account("argocd-metrics"))],
    },
    {
      ...base,
      name: "argocd-applicationset-controller",
      program: "argocd",
      workload: account("argocd-applicationset-controller"),
      account: account("argocd-applicationset-controller"),
      needs: [
        accountNeed(account("argocd-applicationset-controller")),
        crdNeed("applicationsets.argoproj.io"),
      ],
      args: [
        ...[
          "--kubeconfig",
          accountFiles(folder, account("argocd-applicationset-controller")).kubeconfig,
        ],
        ...["--namespace", "argocd", "--metrics-addr", `127.0.0.1:${ports.applicationSetMetrics}`],
        ...["--probe-addr", `127.0.0.1:${ports.applicationSetProbe}`],
        ...["--webhook-addr", `127.0.0.1:${ports.applicationSetWebhook}`],
        ...["--argocd-repo-server", repoServer, "--repo-server-plaintext"],
      ],
      env: { ...shared("argocd-applicationset-controller"), NAMESPACE: "argocd" },
      // Its probe server answers nothing, and upstream probes it nowhere.
      ready: { port: "applicationSetMetrics", path: "/metrics" },
      after: ["argocd-repo-server"],
      endpoints: { webhook: `http://127.0.0.1:${ports.applicationSetWebhook}` },
      metrics: [scraped("applicationSetMetrics", account("argocd-applicationset-controller"))],
    },
  ];
}

/** The controller behind Rollout and AnalysisRun. */
export function argoRollouts({ folder, ports }: Place): Controller {
  const account = { namespace: "platform", name: "argo-rollouts" };
  return {
    name: "argo-rollouts",
    tool: "argo-rollouts",
    program: "rollouts-controller",
    workload: account,
    account,
    needs: [
      accountNeed(account),
      crdNeed("rollouts.argoproj.io"),
      crdNeed("analysisruns.argoproj.io"),
    ],
    inside: "host",
    inherits: true,
    args: [
      ...["--kubeconfig", accountFiles(folder, account).kubeconfig],
      ...["--metricsport", String(ports.rolloutsMetrics)],
      ...["--healthzPort", String(ports.rolloutsHealth)],
      // There is one process: after a kill, the next one does not wait for the lease of the last.
      "--leader-elect=false",
    ],
    env: {
      POD_NAMESPACE: account.namespace,
      // Analyses ask Prometheus by its name in the cluster.
      HTTP_PROXY: `http://127.0.0.1:${ports.serviceProxy}`,
    },
    ready: { port: "rolloutsHealth", path: "/healthz" },
    after: ["kubelet-stand-in"],
    endpoints: { metrics: `http://127.0.0.1:${ports.rolloutsMetrics}/metrics` },
    metrics: [
      {
        ...scraped("rolloutsMetrics", { ...account, name: "argo-rollouts-metrics" }),
        honorLabels: true,
      },
    ],
  };
}
