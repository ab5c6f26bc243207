import { RunError } from "@pulumi/pulumi";
import type { PrometheusArgs } from "../../crds/types/prometheus.ts";
import { spreadOver } from "../../lib/spread.ts";
import { podAs, resourcesOf, SMALL, tokenFor } from "../lib/pods.ts";
import { INSTANCE, OURS, PARTS, partLabels, podsOf } from "../names.ts";
import type { PrometheusSettings, RemoteWrite, Storage } from "./settings.ts";

export interface InstancePlan {
  readonly namespace: string;
  readonly image: string;
  readonly reloader: string;
  readonly priorityClass: string;
}

/** What Argo CD, should it ever see them, may not do with claims and what makes them. */
export const KEEP_DATA = { "argocd.argoproj.io/sync-options": "Prune=false,Delete=false" };

const selector = { matchLabels: { ...OURS } };

/** `spec` of the Prometheus resource. */
export const prometheusSpec = (
  plan: InstancePlan,
  settings: PrometheusSettings,
): PrometheusArgs["spec"] => ({
  ...instance(PARTS.prometheus, plan, settings.storage),
  replicas: settings.replicas,
  retention: settings.retention,
  retentionSize: settings.retentionSize,
  resources: resourcesOf(settings.size),
  externalLabels: { ...settings.externalLabels },
  scrapeInterval: `${settings.scrapeSeconds ?? 30}s`,
  evaluationInterval: `${settings.scrapeSeconds ?? 30}s`,
  serviceDiscoveryRole: "EndpointSlice",
  // Whatever of ours asks to be scraped or brings rules, in a namespace of ours.
  serviceMonitorSelector: selector,
  serviceMonitorNamespaceSelector: selector,
  podMonitorSelector: selector,
  podMonitorNamespaceSelector: selector,
  probeSelector: selector,
  probeNamespaceSelector: selector,
  ruleSelector: selector,
  ruleNamespaceSelector: selector,
  // A monitor cannot make Prometheus read a file of its own pod, such as its token.
  arbitraryFSAccessThroughSMs: { deny: true },
  // One target that floods is left out; the rest goes on.
  enforcedSampleLimit: 100_000,
  enforcedLabelLimit: 64,
  enforcedLabelNameLengthLimit: 256,
  enforcedLabelValueLengthLimit: 1024,
  enableFeatures: ["exemplar-storage"],
  exemplars: { maxSize: 50_000 },
  walCompression: true,
  alerting: {
    alertmanagers: [
      { namespace: plan.namespace, name: PARTS.alertmanager, port: "http", apiVersion: "v2" },
    ],
  },
  ...(settings.remoteWrite && { remoteWrite: settings.remoteWrite.map(remoteWriteOf) }),
});

const remoteWriteOf = ({ url, bearer }: RemoteWrite) => ({
  url,
  ...(bearer && { authorization: { type: "Bearer", credentials: { ...bearer } } }),
});

/** What the resources of both kinds say alike. */
export function instance(
  part: typeof PARTS.prometheus | typeof PARTS.alertmanager,
  { image, reloader, priorityClass }: InstancePlan,
  storage: Storage,
) {
  const asksApi = part === PARTS.prometheus;
  return {
    image,
    version: versionOf(part, image),
    serviceAccountName: part,
    automountServiceAccountToken: asksApi,
    priorityClassName: priorityClass,
    securityContext: podAs(),
    podMetadata: {
      labels: partLabels(part),
      ...(asksApi && { annotations: tokenFor("finds the pods and Services that it scrapes") }),
    },
    topologySpreadConstraints: spreadOver(podsOf(part)),
    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
    storage: {
      volumeClaimTemplate: {
        metadata: { name: "data", labels: partLabels(part), annotations: KEEP_DATA },
        spec: {
          accessModes: ["ReadWriteOnce"],
          ...(storage.storageClass !== undefined && { storageClassName: storage.storageClass }),
          resources: { requests: { storage: storage.size } },
        },
      },
    },
    // The operator's flags say how large these are; written down here, they can be judged.
    containers: [
      {
        name: "config-reloader",
        image: reloader,
        resources: resourcesOf(SMALL),
        ...reloaderProbes,
      },
    ],
    initContainers: [
      { name: "init-config-reloader", image: reloader, resources: resourcesOf(SMALL) },
    ],
    portName: "web",
    logFormat: "json" as const,
  };
}

const reloaderProbes = {
  startupProbe: {
    httpGet: { path: "/healthz", port: "reloader-web" },
    periodSeconds: 3,
    failureThreshold: 20,
  },
  readinessProbe: {
    httpGet: { path: "/healthz", port: "reloader-web" },
    periodSeconds: 10,
    failureThreshold: 3,
  },
  livenessProbe: {
    httpGet: { path: "/healthz", port: "reloader-web" },
    periodSeconds: 15,
    failureThreshold: 6,
  },
};

/** The operator writes configuration and flags for a version, which the tag of the image says. */
function versionOf(part: string, image: string): string {
  const version = /:(v\d+\.\d+\.\d+)(?:@|$)/.exec(image)?.[1];
  if (version !== undefined) return version;
  throw new RunError(
    `${INSTANCE} ${part}: image "${image}" has no tag such as v3.7.0, so its configuration cannot be written; name one beside the digest`,
  );
}
