import type { Severity } from "../alerting/settings.ts";

/** Where the page about every alert is read. */
export const RUNBOOK_URL =
  "https://github.com/intelgraph/platform/blob/main/docs/runbooks/alerts.md";

/** Something a person has to look at. */
export interface Alert {
  readonly alert: string;
  readonly expr: string;
  /** How long it has to hold first, for example `10m`. */
  readonly for: string;
  /** `none` is told to nobody: it feeds a machine. */
  readonly severity: Severity | "none";
  /**
   * Critical alerts that say the same and worse, and the labels by which it is the same: while one of them fires, nobody is
   * told this warning. Both have to have these labels; to Alertmanager, labels that both lack are equal. @default none
   */
  readonly silencedBy?: { readonly alerts: readonly string[]; readonly same: readonly string[] };
  /** One line, for a phone. */
  readonly summary: string;
  /** What it means and what comes of it. */
  readonly description: string;
}

/** A figure that is worked out once for all who ask. Named `level:metric:operations`. */
export interface Recording {
  readonly record: string;
  readonly expr: string;
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly (Alert | Recording)[];
}

/** `spec` of the PrometheusRule of a group; promtool reads the same. */
export const ruleSpec = (groups: readonly RuleGroup[]) => ({
  groups: groups.map(({ name, rules }) => ({
    name,
    rules: rules.map((rule) => ("alert" in rule ? alertOf(rule) : { ...rule })),
  })),
});

const alertOf = ({ alert, expr, for: holds, severity, summary, description }: Alert) => ({
  alert,
  expr,
  for: holds,
  labels: { severity },
  annotations: {
    summary,
    description,
    runbook_url: `${RUNBOOK_URL}#${alert.toLowerCase()}`,
  },
});
