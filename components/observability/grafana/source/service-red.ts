import { SLO } from "../../slo.ts";
import { board, choice, graph, heading, stat, table } from "./panels.ts";

const CALLS = "traces_span_metrics_calls_total";
const BUCKETS = "traces_span_metrics_duration_seconds_bucket";
const CHOSEN =
  'span_kind="SPAN_KIND_SERVER", service_name=~"$service", graphql_operation_name=~"$operationName"';
const FAILED = `${CHOSEN}, status_code="STATUS_CODE_ERROR"`;
const BY = "service_name, graphql_operation_name, span_name";
const LEGEND = "{{service_name}} {{graphql_operation_name}} {{span_name}}";
const RANGE = "$__rate_interval";

const rate = (metric: string, labels: string, by: string): string =>
  `sum by (${by}) (rate(${metric}{${labels}}[${RANGE}]))`;
const share = (by: string): string =>
  `(${rate(CALLS, FAILED, by)} or ${rate(CALLS, CHOSEN, by)} * 0) / ${rate(CALLS, CHOSEN, by)}`;
const quantile = (q: number, by: string): string =>
  `histogram_quantile(${q}, ${rate(BUCKETS, CHOSEN, `${by}, le`)})`;
const within = (ms: number): string =>
  `sum(rate(${BUCKETS}{${CHOSEN}, le="${ms / 1000}"}[${RANGE}])) / sum(rate(${CHOSEN_COUNT}[${RANGE}]))`;
const CHOSEN_COUNT = `traces_span_metrics_duration_seconds_count{${CHOSEN}}`;

const latencySteps = [
  [null, "green"],
  [SLO.readMs / 1000, "yellow"],
  [SLO.writeMs / 1000, "red"],
] as const;
const errorSteps = [
  [null, "green"],
  [SLO.errorShare, "red"],
] as const;

/** Rate, errors and duration of what services answer, from span metrics: they count before sampling, so all of it. */
export const serviceRed = () =>
  board(
    "service-red",
    "Services: rate, errors, duration",
    "What services answer, by operation. Lines are the objectives of components/observability/slo.ts.",
  )
    .withVariable(choice("service", "Service", `label_values(${CALLS}, service_name)`))
    .withVariable(
      choice(
        "operationName",
        "Operation",
        `label_values(${CALLS}{service_name=~"$service"}, graphql_operation_name)`,
      ),
    )
    .withPanel(
      stat({
        title: "Calls",
        description: "Calls that the chosen operations answer.",
        unit: "reqps",
        queries: [[`sum(rate(${CALLS}{${CHOSEN}}[${RANGE}]))`, "calls"]],
      }),
    )
    .withPanel(
      stat({
        title: "Share of errors",
        description: `The objective is ${SLO.errorShare * 100} % of all calls.`,
        unit: "percentunit",
        queries: [
          [
            `(sum(rate(${CALLS}{${FAILED}}[${RANGE}])) or vector(0)) / sum(rate(${CALLS}{${CHOSEN}}[${RANGE}]))`,
            "errors",
          ],
        ],
        steps: errorSteps,
      }),
    )
    .withPanel(
      stat({
        title: "95 % answer within",
        description: `The objective is ${SLO.readMs} ms for reads and ${SLO.writeMs} ms for writes.`,
        unit: "s",
        queries: [
          [
            `histogram_quantile(${SLO.quantile}, sum by (le) (rate(${BUCKETS}{${CHOSEN}}[${RANGE}])))`,
            "95 %",
          ],
        ],
        steps: latencySteps,
      }),
    )
    .withPanel(
      stat({
        title: `Within ${SLO.readMs} ms`,
        description: "Share of the calls that keep the objective for reads, counted exactly.",
        unit: "percentunit",
        queries: [[within(SLO.readMs), "within"]],
        steps: [
          [null, "red"],
          [SLO.quantile, "green"],
        ],
      }),
    )
    .withPanel(
      stat({
        title: `Within ${SLO.writeMs} ms`,
        description: "Share of the calls that keep the objective for writes, counted exactly.",
        unit: "percentunit",
        queries: [[within(SLO.writeMs), "within"]],
        steps: [
          [null, "red"],
          [SLO.quantile, "green"],
        ],
      }),
    )
    .withRow(heading("By operation"))
    .withPanel(
      graph({
        title: "Rate",
        description: "Calls per second.",
        unit: "reqps",
        queries: [[rate(CALLS, CHOSEN, BY), LEGEND]],
      }),
    )
    .withPanel(
      graph({
        title: "Errors",
        description: "Share of the calls that end in an error. The line is the objective.",
        unit: "percentunit",
        queries: [[share(BY), LEGEND]],
        steps: errorSteps,
      }),
    )
    .withPanel(
      graph({
        title: "Duration, 95 %",
        description: "Lines are the objectives for reads and for writes.",
        unit: "s",
        queries: [[quantile(SLO.quantile, BY), LEGEND]],
        steps: latencySteps,
      }),
    )
    .withPanel(
      graph({
        title: "Duration, median",
        description: "What most users meet.",
        unit: "s",
        queries: [[quantile(0.5, BY), LEGEND]],
        steps: latencySteps,
      }),
    )
    .withPanel(
      table({
        title: "Slowest operations",
        description: "The ten with the highest 95 % now.",
        unit: "s",
        queries: [[`topk(10, ${quantile(SLO.quantile, BY)})`, LEGEND]],
        steps: latencySteps,
      }),
    )
    .withPanel(
      table({
        title: "Most errors",
        description: "The ten with the highest share of errors now.",
        unit: "percentunit",
        queries: [[`topk(10, ${share(BY)})`, LEGEND]],
        steps: errorSteps,
      }),
    );
