import type { AnalysisSettings, Measure } from "./settings.ts";

/** Metrics that the collector counts from spans. */
const CALLS = "traces_span_metrics_calls_total";
const DURATIONS = "traces_span_metrics_duration_seconds_bucket";

/**
 * What a Rollout says about itself: its service always; an operation and a kind of span if not all served calls are meant.
 */
const ARGUMENTS = [
  { name: "service" },
  { name: "operationName", value: ".*" },
  { name: "spanKind", value: "SPAN_KIND_SERVER" },
];

/** The spec of an AnalysisTemplate. */
export function analysisSpec(settings: AnalysisSettings) {
  const { measures, prometheus, interval, count, window, delay = window } = settings;
  return {
    args: ARGUMENTS,
    metrics: measures.map((measure) => ({
      name: nameOf(measure),
      initialDelay: delay,
      interval,
      count,
      failureLimit: settings.failureLimit,
      inconclusiveLimit: settings.inconclusiveLimit,
      consecutiveErrorLimit: settings.errorLimit,
      ...conditionsOf(measure),
      provider: {
        prometheus: { address: prometheus, timeout: 10, query: queryOf(measure, window, settings) },
      },
    })),
  };
}

/** Name of a measure in the template: `success-rate`, `latency-p95`. */
export const nameOf = (measure: Measure): string =>
  measure.kind === "latency"
    ? `latency-p${String(Number((measure.quantile * 100).toFixed(3))).replace(".", "-")}`
    : measure.kind;

/**
 * A measurement is good, bad or neither.
 *
 * No series and no traffic are bad: an analysis that saw nothing has shown nothing.
 */
function conditionsOf(measure: Measure) {
  const one = "len(result) == 1";
  const none = "len(result) != 1 || isNaN(result[0])";
  if (measure.kind === "success-rate") {
    const { goodFrom, badBelow = goodFrom } = measure;
    return {
      successCondition: `${one} && result[0] >= ${String(goodFrom)}`,
      failureCondition: `${none} || result[0] < ${String(badBelow)}`,
    };
  }
  const { goodUpTo, badAbove = goodUpTo } = measure;
  return {
    successCondition: `${one} && result[0] <= ${String(goodUpTo)}`,
    failureCondition: `${none} || result[0] > ${String(badAbove)}`,
  };
}

function queryOf(measure: Measure, window: string, { namespace }: AnalysisSettings): string {
  const selected = [
    `k8s_namespace_name="${namespace}"`,
    'service_name="{{args.service}}"',
    'graphql_operation_name=~"{{args.operationName}}"',
    'span_kind="{{args.spanKind}}"',
  ].join(",");
  const failed = 'status_code="STATUS_CODE_ERROR"';
  if (measure.kind === "success-rate") {
    const calls = `sum(rate(${CALLS}{${selected}}[${window}]))`;
    const failures = `sum(rate(${CALLS}{${selected},${failed}}[${window}]))`;
    // Without a single failure there is no series of failures; without calls there must be no answer.
    return `1 - ((${failures} or 0 * ${calls}) / ${calls})`;
  }
  const durations = `sum by (le) (rate(${DURATIONS}{${selected}}[${window}]))`;
  return `histogram_quantile(${String(measure.quantile)}, ${durations})`;
}
