import type { AlertCase } from "./case.ts";

const app = (sync: string, health: string) =>
  `argocd_app_info{name="core",project="core",dest_namespace="core",sync_status="${sync}",health_status="${health}"}`;
const APP = { name: "core", project: "core", dest_namespace: "core" };
const syncs = (phase: string, pod: string) =>
  `argocd_app_sync_total{name="core",project="core",phase="${phase}",pod="${pod}"}`;
const SYNCS = { name: "core", project: "core" };
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
    series: { [syncs("Failed", "a")]: "0+1x60" },
    quiet: 5,
    fires: 40,
    labels: SYNCS,
    value: "30",
    healthy: { [syncs("Succeeded", "a")]: "0+1x60" },
  },
  {
    alert: "ArgoAppSyncFailing",
    about: "at the first failure, with which its series begins",
    series: { [syncs("Failed", "a")]: "_x20 1x90" },
    quiet: 28,
    fires: 31,
    over: 51,
    labels: SYNCS,
    value: "1",
    healthy: { [syncs("Succeeded", "a")]: "_x20 1x90" },
  },
  {
    alert: "ArgoAppSyncFailing",
    about: "at the first failure after a restart, and not at those before",
    series: { [syncs("Error", "a")]: "3x50 stale", [syncs("Error", "b")]: "_x60 1x90" },
    quiet: 68,
    fires: 71,
    over: 91,
    labels: SYNCS,
    value: "1",
    healthy: { [syncs("Error", "a")]: "3x90" },
  },
  {
    alert: "ArgoAppSyncFailing",
    about: "at failures that a series counts which has been there for long",
    series: { [syncs("Failed", "a")]: "2x60 3x90" },
    quiet: 60,
    fires: 72,
    over: 92,
    labels: SYNCS,
    value: "1.034",
    healthy: { [syncs("Failed", "a")]: "2x90" },
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
