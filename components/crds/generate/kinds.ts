/** A kind that gets types, and where its definition is locked. */
export interface TypedKind {
  readonly kind: string;
  readonly artifact: string;
  readonly file: string;
}

const of = (artifact: string, kinds: Readonly<Record<string, string>>): TypedKind[] =>
  Object.entries(kinds).map(([kind, file]) => ({ kind, artifact, file: `crds/${file}` }));

/** Every kind of custom resource that the platform installs. */
export const TYPED_KINDS: readonly TypedKind[] = [
  ...of("argo-cd", {
    Application: "application",
    ApplicationSet: "applicationset",
    AppProject: "appproject",
  }),
  ...of("argo-rollouts", {
    AnalysisTemplate: "analysis-template",
    Rollout: "rollout",
  }),
  ...of("prometheus-operator", {
    Alertmanager: "alertmanager",
    AlertmanagerConfig: "alertmanagerconfig",
    PodMonitor: "podmonitor",
    Probe: "probe",
    Prometheus: "prometheus",
    PrometheusRule: "prometheusrule",
    ServiceMonitor: "servicemonitor",
  }),
  ...of("sealed-secrets", { SealedSecret: "sealed-secret" }),
];

/** `AppProject` as `app-project`. */
export const fileNameOf = (kind: string): string =>
  kind.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
