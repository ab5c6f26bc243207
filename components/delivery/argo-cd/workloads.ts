import { type ContainerPlan, type Plans, resources, type WorkloadPlan } from "../lib/plan.ts";
import type { Resources } from "../lib/pods.ts";

/**
 * What upstream leaves open: it sets no resources, no size of any volume, and not every probe.
 *
 * The figures are a start for some dozens of applications, with limits at most four times the cpu and twice the memory and
 * storage that are asked for. Measure (`container_memory_working_set_bytes`, `argocd_app_reconcile`), then set `sizes`.
 */
const api = (token: string, containers: WorkloadPlan["containers"], volumes = {}) => ({
  token,
  containers,
  volumes,
});

const SMALL = resources(["50m", "128Mi", "128Mi"], ["200m", "256Mi", "256Mi"]);
const TINY = resources(["20m", "32Mi", "64Mi"], ["80m", "64Mi", "128Mi"]);
const LARGE = resources(["250m", "512Mi", "512Mi"], ["1", "1Gi", "1Gi"]);

const http = (path: string, port: number | string) => ({ httpGet: { path, port } });
const tcp = (port: number) => ({ tcpSocket: { port } });
/** Bears it longer than a readiness probe, which gives up after three. */
const PATIENT = { failureThreshold: 6, periodSeconds: 20, timeoutSeconds: 5 };

const secretInit: ContainerPlan = { resources: SMALL };

const common: Plans = {
  "argocd-application-controller": api(
    "watches and syncs what it delivers",
    {
      "argocd-application-controller": {
        resources: LARGE,
        probes: { livenessProbe: { ...http("/healthz", 8082), ...PATIENT } },
      },
    },
    { "argocd-home": "64Mi", "argocd-application-controller-tmp": "256Mi" },
  ),
  "argocd-applicationset-controller": api(
    "turns ApplicationSets into Applications",
    {
      "argocd-applicationset-controller": {
        resources: SMALL,
        // Its probe port answers nothing, because no check is registered with it (v3.1.16).
        probes: {
          readinessProbe: http("/metrics", "metrics"),
          livenessProbe: { tcpSocket: { port: "metrics" }, ...PATIENT },
        },
      },
    },
    { "gpg-keyring": "16Mi", tmp: "128Mi" },
  ),
  "argocd-notifications-controller": api("watches Applications and its own settings", {
    "argocd-notifications-controller": {
      resources: SMALL,
      probes: { readinessProbe: http("/metrics", 9001), livenessProbe: PATIENT },
    },
  }),
  "argocd-repo-server": {
    token: "none",
    containers: {
      copyutil: { resources: resources(["50m", "64Mi", "512Mi"], ["200m", "128Mi", "1Gi"]) },
      "argocd-repo-server": {
        resources: resources(["250m", "512Mi", "2Gi"], ["1", "1Gi", "4Gi"]),
      },
    },
    volumes: {
      "gpg-keyring": "16Mi",
      tmp: "2Gi",
      "helm-working-dir": "512Mi",
      "var-files": "512Mi",
      plugins: "16Mi",
    },
  },
  "argocd-server": api(
    "reads Applications and its own settings",
    {
      "argocd-server": {
        resources: resources(["100m", "128Mi", "128Mi"], ["400m", "256Mi", "256Mi"]),
      },
    },
    { "plugins-home": "64Mi", tmp: "128Mi" },
  ),
};

const single: Plans = {
  "argocd-redis": api("makes the password of Redis at the first start", {
    "secret-init": secretInit,
    redis: {
      resources: SMALL,
      probes: { readinessProbe: tcp(6379), livenessProbe: { ...tcp(6379), ...PATIENT } },
    },
  }),
};

const sentinelAnswers = {
  exec: { command: ["redis-cli", "-p", "26379", "ping"] },
  periodSeconds: 30,
  timeoutSeconds: 15,
};

const ha: Plans = {
  "argocd-redis-ha-haproxy": api(
    "makes the password of Redis at the first start",
    {
      "secret-init": secretInit,
      "config-init": { resources: TINY },
      haproxy: {
        resources: resources(["50m", "64Mi", "64Mi"], ["200m", "128Mi", "128Mi"]),
        probes: { livenessProbe: PATIENT },
      },
    },
    { "shared-socket": "16Mi", data: "16Mi" },
  ),
  "argocd-redis-ha-server": {
    token: "none",
    containers: {
      "config-init": { resources: TINY },
      redis: {
        resources: resources(["100m", "256Mi", "256Mi"], ["400m", "512Mi", "512Mi"]),
        probes: { livenessProbe: { failureThreshold: 8 } },
      },
      sentinel: { resources: TINY, probes: { livenessProbe: { failureThreshold: 8 } } },
      // It repairs the other two and serves nobody; it works as long as Sentinel, which it asks, answers.
      "split-brain-fix": {
        resources: TINY,
        probes: {
          readinessProbe: sentinelAnswers,
          livenessProbe: { ...sentinelAnswers, failureThreshold: 8 },
        },
      },
    },
    volumes: { data: "512Mi" },
  },
};

/** Plans of all workloads, with some containers sized otherwise. */
export function workloadPlans(
  mode: "single" | "ha",
  sizes: Readonly<Record<string, Resources>> = {},
): Plans {
  const all = { ...common, ...(mode === "ha" ? ha : single) };
  return Object.fromEntries(
    Object.entries(all).map(([workload, plan]) => [
      workload,
      {
        ...plan,
        containers: Object.fromEntries(
          Object.entries(plan.containers).map(([name, container]) => [
            name,
            { ...container, resources: sizes[name] ?? container.resources },
          ]),
        ),
      },
    ]),
  );
}
