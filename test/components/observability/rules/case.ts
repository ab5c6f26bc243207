import type { Alert } from "../../../../components/observability/rules/rule.ts";
import { RUNBOOK_URL } from "../../../../components/observability/rules/rule.ts";

/** One alert over series of one sample a minute: when it is still quiet, and what it says when it fires. */
export interface AlertCase {
  readonly alert: string;
  /** What this one is about, where an alert has several. @default nothing more is said */
  readonly about?: string;
  /** Series in the notation of promtool: `1x40`, `0+5x40`. */
  readonly series: Readonly<Record<string, string>>;
  /** Minutes at which the same series fire nothing yet. @default none */
  readonly quiet?: number;
  /** Minutes at which it fires. */
  readonly fires: number;
  /** Minutes at which the same series fire no longer. @default not asked */
  readonly over?: number;
  /** Labels of the alert, its name and severity aside. */
  readonly labels: Readonly<Record<string, string>>;
  /** How the alert writes its value, when it does. */
  readonly value?: string;
  /** Series under which it never fires; an alert that could not be quiet would tell nothing. */
  readonly healthy?: Readonly<Record<string, string>>;
}

const seriesOf = (series: Readonly<Record<string, string>>) =>
  Object.entries(series).map(([name, values]) => ({ series: name, values }));

/** The tests of a case as promtool reads them. */
export function promtoolTests(one: AlertCase, rule: Alert): object[] {
  const said = (text: string) =>
    text
      .replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => one.labels[label] ?? "")
      .replace(/\{\{ \$value[^}]*\}\}/g, one.value ?? "(no value given)");
  const expected = {
    exp_labels: { ...one.labels, severity: rule.severity },
    exp_annotations: {
      summary: said(rule.summary),
      description: said(rule.description),
      runbook_url: `${RUNBOOK_URL}#${rule.alert.toLowerCase()}`,
    },
  };
  const test = (name: string, series: Readonly<Record<string, string>>, asked: object[]) => ({
    name: [one.alert, name, one.about].filter(Boolean).join(" "),
    interval: "1m",
    input_series: seriesOf(series),
    alert_rule_test: asked.map((ask) => ({ alertname: one.alert, ...ask })),
  });
  const nothingAt = (minutes?: number) =>
    minutes === undefined ? [] : [{ eval_time: `${minutes}m`, exp_alerts: [] }];
  const fires = { eval_time: `${one.fires}m`, exp_alerts: [expected] };
  return [
    test("fires", one.series, [...nothingAt(one.quiet), fires, ...nothingAt(one.over)]),
    ...(one.healthy === undefined ? [] : [test("stays quiet", one.healthy, nothingAt(one.fires))]),
  ];
}
