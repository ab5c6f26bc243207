import { join } from "node:path";

import { argoCd, argoRollouts } from "./argo.ts";
import { accountFiles } from "./account.ts";
import { accountNeed, type Controller, crdNeed, deploymentNeed, scraped } from "./controller.ts";
import { collectorEnvironment, observability } from "./observability.ts";
import type { Place } from "./place.ts";

/** Every process of the profile `full`, those that others wait for first. */
export function controllersOf(place: Place): readonly Controller[] {
  return [
    kubeletStandIn(place),
    gitServer(place),
    sealedSecrets(place),
    argoRollouts(place),
    ...argoCd(place),
    ...observability(place),
  ];
}

/** Names of all of them; they do not depend on where they run. */
export const controllerNames = [
  "kubelet-stand-in",
  "git-server",
  "sealed-secrets-controller",
  "argo-rollouts",
  "argocd-redis",
  "argocd-repo-server",
  "argocd-application-controller",
  "argocd-applicationset-controller",
  "prometheus-operator",
  "prometheus",
  "alertmanager",
  "opentelemetry-collector",
] as const;

/** The module that the stand-in for the kubelet runs. */
export const standInMain = join(import.meta.dirname, "kubelet", "main.ts");

/** Hands configuration from the cluster to the processes, and answers names of the cluster. */
function kubeletStandIn({ folder, ports, cluster }: Place): Controller {
  const collector = { namespace: "platform", name: "opentelemetry-collector" };
  return {
    name: "kubelet-stand-in",
    program: "kubelet-stand-in",
    needs: [],
    inside: "host",
    args: [standInMain, folder],
    // The collector's own check reads what the collector will.
    env: collectorEnvironment(accountFiles(folder, collector).kubeconfig, cluster),
    ready: { port: "kubeletStandIn", path: "/ready" },
    after: [],
    endpoints: { proxy: `http://127.0.0.1:${ports.serviceProxy}` },
  };
}

/** Serves the bare repositories of this clone to Argo CD, to read only. */
function gitServer({ git, ports }: Place): Controller {
  return {
    name: "git-server",
    program: "git-daemon",
    needs: [],
    inside: "host",
    args: [
      ...[`--base-path=${git}`, "--export-all", "--informative-errors", "--reuseaddr"],
      ...["--listen=127.0.0.1", `--port=${ports.git}`, git],
    ],
    env: {},
    ready: { port: "git" },
    after: [],
    endpoints: { git: `git://127.0.0.1:${ports.git}` },
  };
}

const SEALING_KEYS = "labelSelector=sealedsecrets.bitnami.com%2Fsealed-secrets-key%3Dactive";

/**
 * Knows no kubeconfig, only the files of its pod, so it gets a mount namespace that has them. Without a key it would make
 * one of its own, and it reads keys only when it starts; it may look only into the namespaces that its Deployment names.
 */
function sealedSecrets({ ports, server }: Place): Controller {
  const account = { namespace: "sealed-secrets", name: "sealed-secrets-controller" };
  const { hostname, port } = new URL(server);
  return {
    name: "sealed-secrets-controller",
    tool: "sealed-secrets",
    program: "sealed-secrets-controller",
    workload: account,
    account,
    needs: [
      accountNeed(account),
      crdNeed("sealedsecrets.bitnami.com"),
      deploymentNeed(account),
      {
        path: `/api/v1/namespaces/${account.namespace}/secrets?${SEALING_KEYS}`,
        what: "its sealing key",
        listed: true,
      },
    ],
    inside: "pod",
    inherits: true,
    args: [
      ...["--listen-addr", `127.0.0.1:${ports.sealedSecrets}`],
      ...["--listen-metrics-addr", `127.0.0.1:${ports.sealedSecretsMetrics}`],
    ],
    env: { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port },
    ready: { port: "sealedSecrets", path: "/healthz" },
    after: [],
    endpoints: { certificate: `http://127.0.0.1:${ports.sealedSecrets}/v1/cert.pem` },
    metrics: [{ ...scraped("sealedSecretsMetrics", account), honorLabels: true }],
  };
}
