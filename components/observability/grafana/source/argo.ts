import { board, graph, heading, table } from "./panels.ts";

/** What Argo CD brings and how Argo Rollouts brings it to users. */
export const argo = () =>
  board("argo", "Argo CD and Rollouts", "What is delivered, and how far it got.")
    .withRow(heading("Applications"))
    .withPanel(
      graph({
        title: "Sync status",
        description: "Applications by how they compare to Git.",
        unit: "short",
        queries: [["count by (sync_status) (argocd_app_info)", "{{sync_status}}"]],
      }),
    )
    .withPanel(
      graph({
        title: "Health",
        description: "Applications by what Argo CD makes of their objects.",
        unit: "short",
        queries: [["count by (health_status) (argocd_app_info)", "{{health_status}}"]],
      }),
    )
    .withPanel(
      table({
        title: "Not in order",
        description: "Applications that are out of sync or not healthy.",
        unit: "short",
        queries: [
          [
            'count by (name, project, dest_namespace, sync_status, health_status) (argocd_app_info{sync_status!="Synced"} or argocd_app_info{health_status!="Healthy"})',
            "{{name}}",
          ],
        ],
      }),
    )
    .withPanel(
      graph({
        title: "Syncs that ended",
        description: "Syncs per hour by how they ended.",
        unit: "short",
        queries: [["sum by (phase) (increase(argocd_app_sync_total[1h]))", "{{phase}}"]],
      }),
    )
    .withPanel(
      graph({
        title: "Time to reconcile",
        description: "95 % of the comparisons with Git take no longer.",
        unit: "s",
        queries: [
          [
            "histogram_quantile(0.95, sum by (le) (rate(argocd_app_reconcile_bucket[$__rate_interval])))",
            "95 %",
          ],
        ],
      }),
    )
    .withPanel(
      graph({
        title: "Asked of Git",
        description: "Requests of the repository server by kind, and those that failed.",
        unit: "reqps",
        queries: [
          [
            "sum by (request_type) (rate(argocd_git_request_total[$__rate_interval]))",
            "{{request_type}}",
          ],
          [
            "sum by (request_type) (rate(argocd_git_fetch_fail_total[$__rate_interval]))",
            "failed {{request_type}}",
          ],
        ],
      }),
    )
    .withRow(heading("Rollouts"))
    .withPanel(
      graph({
        title: "Phase",
        description: "Rollouts by phase.",
        unit: "short",
        queries: [["count by (phase) (rollout_info)", "{{phase}}"]],
      }),
    )
    .withPanel(
      table({
        title: "Not healthy",
        description: "Rollouts on their way, paused or degraded.",
        unit: "short",
        queries: [
          [
            'count by (namespace, name, strategy, phase) (rollout_info{phase!="Healthy"})',
            "{{name}}",
          ],
        ],
      }),
    )
    .withPanel(
      graph({
        title: "Pods that are missing",
        description: "Pods that a Rollout wants and that are not available.",
        unit: "short",
        queries: [
          [
            "sum by (namespace, name) (rollout_info_replicas_desired - rollout_info_replicas_available)",
            "{{namespace}}/{{name}}",
          ],
        ],
      }),
    )
    .withPanel(
      graph({
        title: "Analyses",
        description: "Analysis runs by how they stand.",
        unit: "short",
        queries: [["count by (phase) (analysis_run_info)", "{{phase}}"]],
      }),
    );
