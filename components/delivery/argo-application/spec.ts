import { IN_CLUSTER } from "../argo-cd/rbac.ts";
import type {
  ApplicationSource,
  ArgoApplicationSettings,
  AutoscaledKind,
  HelmSource,
  SyncOptions,
} from "./settings.ts";

/** The spec of an Application. */
export function applicationSpec(settings: ArgoApplicationSettings) {
  const { project, namespace, source, sync, retry, autoscaled = [], managedNamespace } = settings;
  return {
    project,
    destination: { server: IN_CLUSTER, namespace },
    source: sourceOf(source),
    syncPolicy: {
      ...(sync.kind === "automated" && {
        automated: { prune: sync.prune, selfHeal: sync.selfHeal, allowEmpty: false },
      }),
      retry: {
        limit: retry.limit,
        backoff: {
          duration: retry.wait,
          factor: retry.factor,
          maxDuration: retry.longestWait,
        },
      },
      syncOptions: syncOptionsOf(settings),
      ...(managedNamespace && { managedNamespaceMetadata: { ...managedNamespace } }),
    },
    ...(autoscaled.length > 0 && {
      ignoreDifferences: autoscaled.map((kind) => ({
        group: GROUPS[kind],
        kind,
        jsonPointers: ["/spec/replicas"],
      })),
    }),
    revisionHistoryLimit: settings.history ?? 10,
  };
}

/** Finalizers that make a deletion cascade; Argo CD takes them off when it is done. */
export function finalizersOf({ cascade }: ArgoApplicationSettings): readonly string[] {
  const finalizer = "resources-finalizer.argocd.argoproj.io";
  switch (cascade) {
    case "foreground":
      return [finalizer];
    case "background":
      return [`${finalizer}/background`];
    case "none":
      return [];
  }
}

const GROUPS: Readonly<Record<AutoscaledKind, string>> = {
  Deployment: "apps",
  Rollout: "argoproj.io",
  StatefulSet: "apps",
};

function sourceOf(source: ApplicationSource) {
  const helm = source.helm && { helm: helmOf(source.helm) };
  return source.kind === "git"
    ? { repoURL: source.repository, path: source.path, targetRevision: source.revision, ...helm }
    : { repoURL: source.repository, chart: source.chart, targetRevision: source.version, ...helm };
}

const helmOf = ({ releaseName, valueFiles, values }: HelmSource) => ({
  ...(releaseName !== undefined && { releaseName }),
  ...(valueFiles && { valueFiles: [...valueFiles] }),
  ...(values && { valuesObject: { ...values } }),
  // Kinds come with the platform; a chart that brings its own would need rights over the cluster.
  skipCrds: true,
});

function syncOptionsOf({
  options = {},
  autoscaled = [],
  managedNamespace,
}: ArgoApplicationSettings): readonly string[] {
  const {
    serverSideApply = true,
    pruneLast = true,
    prunePropagation = "foreground",
    applyOutOfSyncOnly = false,
    failOnSharedResource = true,
    validate = true,
  } = options satisfies SyncOptions;
  return Object.entries({
    ApplyOutOfSyncOnly: applyOutOfSyncOnly,
    CreateNamespace: managedNamespace !== undefined,
    FailOnSharedResource: failOnSharedResource,
    PruneLast: pruneLast,
    PrunePropagationPolicy: prunePropagation,
    // Without it a sync writes what the diff ignores.
    RespectIgnoreDifferences: autoscaled.length > 0,
    ServerSideApply: serverSideApply,
    Validate: validate,
  }).map(([option, value]) => `${option}=${String(value)}`);
}
