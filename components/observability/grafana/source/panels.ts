import * as common from "@grafana/grafana-foundation-sdk/common";
import * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import * as stats from "@grafana/grafana-foundation-sdk/stat";
import * as tables from "@grafana/grafana-foundation-sdk/table";
import * as series from "@grafana/grafana-foundation-sdk/timeseries";
import { DATASOURCES } from "../datasources.ts";

/** A query and what its series are called. */
export type Query = readonly [expr: string, legend: string];
/** From which value on a colour holds; the first has none below it. */
export type Step = readonly [from: number | null, colour: "green" | "yellow" | "orange" | "red"];

export interface Panel {
  readonly title: string;
  /** What a reader should make of it. */
  readonly description: string;
  /** Unit as Grafana names it: `s`, `percentunit`, `reqps`, `short`. */
  readonly unit: string;
  readonly queries: readonly Query[];
  /** @default everything is green */
  readonly steps?: readonly Step[];
}

const datasource = { type: "prometheus", uid: DATASOURCES.prometheus };

const target = ([expr, legend]: Query, index: number, instant: boolean) => {
  const query = new prometheus.DataqueryBuilder()
    .expr(expr)
    .legendFormat(legend)
    .refId(String.fromCharCode(65 + index));
  return instant ? query.instant() : query.range();
};

const thresholds = (steps: readonly Step[] = [[null, "green"]]) =>
  new dashboard.ThresholdsConfigBuilder()
    .mode(dashboard.ThresholdsMode.Absolute)
    .steps(steps.map(([value, color]) => ({ value, color })));

/** Lines over time, half the width; steps are drawn as lines. */
export function graph({ title, description, unit, queries, steps }: Panel) {
  const panel = new series.PanelBuilder()
    .title(title)
    .description(description)
    .datasource(datasource)
    .unit(unit)
    .span(12)
    .height(8)
    .min(0)
    .fillOpacity(8)
    .showPoints(common.VisibilityMode.Never)
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.Table)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(true)
        .calcs(["lastNotNull", "max"]),
    )
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Multi)
        .sort(common.SortOrder.Descending),
    )
    .thresholds(thresholds(steps));
  if (steps !== undefined) {
    panel.thresholdsStyle(
      new common.GraphThresholdsStyleConfigBuilder().mode(common.GraphThresholdsStyleMode.Dashed),
    );
  }
  queries.forEach((query, index) => panel.withTarget(target(query, index, false)));
  return panel;
}

/** One number, now; a sixth of the width. */
export function stat({ title, description, unit, queries, steps }: Panel) {
  const panel = new stats.PanelBuilder()
    .title(title)
    .description(description)
    .datasource(datasource)
    .unit(unit)
    .span(4)
    .height(4)
    .colorMode(common.BigValueColorMode.Background)
    .graphMode(common.BigValueGraphMode.None)
    .thresholds(thresholds(steps));
  queries.forEach((query, index) => panel.withTarget(target(query, index, true)));
  return panel;
}

/** A row per series, now; half the width. */
export function table({ title, description, unit, queries, steps }: Panel) {
  const panel = new tables.PanelBuilder()
    .title(title)
    .description(description)
    .datasource(datasource)
    .unit(unit)
    .span(12)
    .height(8)
    .thresholds(thresholds(steps))
    .transformations([
      { id: "organize", options: { excludeByName: { Time: true, __name__: true } } },
    ]);
  queries.forEach((query, index) =>
    panel.withTarget(target(query, index, true).format(prometheus.PromQueryFormat.Table)),
  );
  return panel;
}

/** A variable that is filled with the values of a label; all of them unless somebody chooses. */
export const choice = (name: string, label: string, of: string) =>
  new dashboard.QueryVariableBuilder(name)
    .label(label)
    .datasource(datasource)
    .query(of)
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboard.VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(".*");

/** A dashboard that is the same for everybody: nobody can edit it in the browser. */
export const board = (uid: string, title: string, description: string) =>
  // Grafana 12 provisions the newer schema from no file.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  new dashboard.DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(["intelgraph", "generated"])
    .readonly()
    .timezone("utc")
    .refresh("1m")
    .time({ from: "now-6h", to: "now" })
    .tooltip(dashboard.DashboardCursorSync.Crosshair);

/** A row of panels under a heading. */
export const heading = (title: string) => new dashboard.RowBuilder(title);
