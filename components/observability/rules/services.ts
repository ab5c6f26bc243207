import { SLO } from "../slo.ts";
import type { RuleGroup } from "./rule.ts";

const OPERATION = "service_name, graphql_operation_name, span_name";
/** Calls that a service answers; those that it makes are counted where they arrive. */
const SERVER = 'span_kind="SPAN_KIND_SERVER"';
const calls = (by: string, more = ""): string =>
  `sum by (${by}) (rate(traces_span_metrics_calls_total{${SERVER}${more}}[5m]))`;
const FAILED = ', status_code="STATUS_CODE_ERROR"';

/** Rate, errors and duration of services and of their operations, from span metrics. */
export const serviceRules: RuleGroup = {
  name: "services-red",
  rules: [
    { record: "service:calls:rate5m", expr: calls("service_name") },
    {
      record: "service:call_errors:ratio_rate5m",
      // A service without any error has no series of errors, and its share is zero.
      expr: `(${calls("service_name", FAILED)} or ${calls("service_name")} * 0) / ${calls("service_name")}`,
    },
    { record: "operation:calls:rate5m", expr: calls(OPERATION) },
    {
      record: "operation:call_errors:ratio_rate5m",
      expr: `(${calls(OPERATION, FAILED)} or ${calls(OPERATION)} * 0) / ${calls(OPERATION)}`,
    },
    {
      record: `operation:call_duration_seconds:p${SLO.quantile * 100}_rate5m`,
      expr: `histogram_quantile(${SLO.quantile}, sum by (${OPERATION}, le) (rate(traces_span_metrics_duration_seconds_bucket{${SERVER}}[5m])))`,
    },
  ],
};
