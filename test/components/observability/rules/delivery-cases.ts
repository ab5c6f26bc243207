import type { AlertCase } from "./case.ts";

const app = (sync: string, health: string) =>
  `argocd_app_info{name="core",project="core",dest_namespace="core",sync_status="${sync}",health_status="${health}"}`;
const APP = { name: "core", project: "core", dest_namespace: "core" };
const rollout = (phase: string) =>
  `rollout_info{namespace="core",name="api",strategy="canary",phase="${phase}"}`;
const ROLLOUT = { namespace: "core", name: "api" };

export const deliveryCases: readonly AlertCase[] = [
  {
    alert: "ArgoAppOutOfSync",
    series: { [app("OutOfSync", "Healthy")]: "1x60" },
    quiet: 29,
    fires: 31,
    labels: APP,
    healthy: { [app("Synced", "Healthy")]: "1x60" },
  },
  {
    alert: "ArgoAppDegraded",
    series: { [app("Synced", "Degraded")]: "1x60" },
    quiet: 9,
    fires: 11,
    labels: APP,
    healthy: { [app("Synced", "Progressing")]: "1x60" },
  },
  {
    alert: "ArgoAppSyncFailing",
    series: { 'argocd_app_sync_total{name="core",project="core",phase="Failed"}': "0+1x60" },
    quiet: 5,
    fires: 40,
    labels: { name: "core", project: "core" },
    value: "30",
    healthy: { 'argocd_app_sync_total{name="core",project="core",phase="Succeeded"}': "0+1x60" },
  },
  {
    alert: "RolloutDegraded",
    series: { [rollout("Degraded")]: "1x60" },
    quiet: 4,
    fires: 6,
    labels: ROLLOUT,
    healthy: { [rollout("Progressing")]: "1x60" },
  },
  {
    alert: "RolloutPausedTooLong",
    series: { [rollout("Paused")]: "1x300" },
    quiet: 239,
    fires: 241,
    labels: ROLLOUT,
    healthy: { [rollout("Healthy")]: "1x300" },
  },
  {
    alert: "RolloutReconcileErrors",
    series: { 'rollout_reconcile_error{namespace="core",name="api"}': "0+2x60" },
    quiet: 9,
    fires: 30,
    labels: ROLLOUT,
    value: "20",
    healthy: { 'rollout_reconcile_error{namespace="core",name="api"}': "7x60" },
  },
];
