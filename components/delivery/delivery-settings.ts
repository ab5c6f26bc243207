import type { AnalysisSettings } from "./analysis-template/settings.ts";
import type { ArgoApplicationSettings } from "./argo-application/settings.ts";
import type { ArgoCdSettings } from "./argo-cd/settings.ts";
import type { ArgoProjectSettings } from "./argo-project/settings.ts";
import type { ArgoRolloutsSettings } from "./argo-rollouts/settings.ts";

/** What differs between environments about how workloads come into them. */
export interface DeliverySettings {
  readonly argoCd: ArgoCdSettings;
  readonly argoRollouts: ArgoRolloutsSettings;
  readonly projects: readonly ArgoProjectSettings[];
  readonly applications: readonly ArgoApplicationSettings[];
  readonly analyses: readonly AnalysisSettings[];
}
