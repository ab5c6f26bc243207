const series = (status: string, values: string, more = "") => ({
  series: `traces_span_metrics_calls_total{service_name="api",graphql_operation_name="PersonById",span_name="POST",span_kind="SPAN_KIND_SERVER",status_code="${status}"${more}}`,
  values,
});
const bucket = (le: string, values: string) => ({
  series: `traces_span_metrics_duration_seconds_bucket{service_name="api",graphql_operation_name="PersonById",span_name="POST",span_kind="SPAN_KIND_SERVER",le="${le}"}`,
  values,
});
const sample = (labels: string, value: number) => [{ labels, value }];
const OPERATION = '{service_name="api", graphql_operation_name="PersonById", span_name="POST"}';

/** Tests of recorded figures, as promtool reads them. */
export const recorded: readonly object[] = [
  {
    name: "services with errors",
    interval: "1m",
    input_series: [
      series("STATUS_CODE_UNSET", "0+540x30"),
      series("STATUS_CODE_ERROR", "0+60x30"),
      bucket("0.35", "0+300x30"),
      bucket("0.7", "0+600x30"),
      bucket("+Inf", "0+600x30"),
    ],
    promql_expr_test: [
      {
        expr: "service:calls:rate5m",
        eval_time: "20m",
        exp_samples: sample('service:calls:rate5m{service_name="api"}', 10),
      },
      {
        expr: "service:call_errors:ratio_rate5m",
        eval_time: "20m",
        exp_samples: sample('service:call_errors:ratio_rate5m{service_name="api"}', 0.1),
      },
      {
        expr: "operation:call_errors:ratio_rate5m",
        eval_time: "20m",
        exp_samples: sample(`operation:call_errors:ratio_rate5m${OPERATION}`, 0.1),
      },
      {
        expr: "operation:calls:rate5m",
        eval_time: "20m",
        exp_samples: sample(`operation:calls:rate5m${OPERATION}`, 10),
      },
      {
        expr: "operation:call_duration_seconds:p95_rate5m",
        eval_time: "20m",
        // Half of the calls are above 0.35 s; 95 % lie nine tenths of the way to 0.7 s.
        exp_samples: sample(`operation:call_duration_seconds:p95_rate5m${OPERATION}`, 0.665),
      },
    ],
  },
  {
    name: "a service without any error",
    interval: "1m",
    input_series: [series("STATUS_CODE_UNSET", "0+540x30")],
    promql_expr_test: [
      {
        expr: "service:call_errors:ratio_rate5m",
        eval_time: "20m",
        exp_samples: sample('service:call_errors:ratio_rate5m{service_name="api"}', 0),
      },
    ],
  },
  {
    name: "targets",
    interval: "1m",
    input_series: [
      { series: 'up{job="grafana",namespace="platform",instance="a"}', values: "1x30" },
      { series: 'up{job="grafana",namespace="platform",instance="b"}', values: "0x30" },
    ],
    promql_expr_test: [
      {
        expr: "job:up:ratio",
        eval_time: "5m",
        exp_samples: sample('job:up:ratio{job="grafana", namespace="platform"}', 0.5),
      },
    ],
  },
];
