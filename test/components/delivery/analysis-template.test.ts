import { AnalysisTemplate } from "../../../components/delivery/analysis-template.ts";
import { analysisFaults } from "../../../components/delivery/analysis-template/faults.ts";
import { analysisSpec } from "../../../components/delivery/analysis-template/spec.ts";
import { record } from "../../support/record.ts";
import { analysis } from "./settings.ts";

const selected =
  'k8s_namespace_name="core",service_name="{{args.service}}",graphql_operation_name=~"{{args.operationName}}",span_kind="{{args.spanKind}}"';

describe("AnalysisTemplate", () => {
  it("measures a service by the spans that Prometheus counts", async () => {
    const { resources } = await record(() => {
      new AnalysisTemplate("service-level", { settings: analysis });
    });

    expect(resources[1]).toMatchObject({
      type: "kubernetes:argoproj.io/v1alpha1:AnalysisTemplate",
      name: "service-level-template",
      inputs: { metadata: { name: "service-level", namespace: "core" } },
    });
    expect(resources[1]?.inputs["spec"]).toMatchObject({
      args: [
        { name: "service" },
        { name: "operationName", value: ".*" },
        { name: "spanKind", value: "SPAN_KIND_SERVER" },
      ],
      metrics: [{ name: "success-rate" }, { name: "latency-p95" }],
    });
  });

  it("waits, measures and gives up as it is told", () => {
    for (const metric of analysisSpec(analysis).metrics) {
      expect(metric).toMatchObject({
        initialDelay: "2m",
        interval: "30s",
        count: 5,
        failureLimit: 1,
        inconclusiveLimit: 0,
        consecutiveErrorLimit: 2,
        provider: { prometheus: { address: "http://prometheus-operated.platform.svc:9090" } },
      });
    }
    expect(analysisSpec({ ...analysis, delay: "90s" }).metrics[0]?.initialDelay).toBe("90s");
  });

  it("calls no data and no traffic bad, and leaves what is between good and bad to a person", () => {
    const [rate, latency] = analysisSpec(analysis).metrics;

    expect(rate).toMatchObject({
      successCondition: "len(result) == 1 && result[0] >= 0.999",
      failureCondition: "len(result) != 1 || isNaN(result[0]) || result[0] < 0.99",
    });
    expect(latency).toMatchObject({
      successCondition: "len(result) == 1 && result[0] <= 0.35",
      failureCondition: "len(result) != 1 || isNaN(result[0]) || result[0] > 0.35",
    });
  });

  it("asks for the share of calls without an error, and for a quantile of their durations", () => {
    const queries = analysisSpec(analysis).metrics.map(({ provider }) => provider.prometheus.query);
    const calls = `sum(rate(traces_span_metrics_calls_total{${selected}}[2m]))`;
    const failures = `sum(rate(traces_span_metrics_calls_total{${selected},status_code="STATUS_CODE_ERROR"}[2m]))`;

    expect(queries).toEqual([
      `1 - ((${failures} or 0 * ${calls}) / ${calls})`,
      `histogram_quantile(0.95, sum by (le) (rate(traces_span_metrics_duration_seconds_bucket{${selected}}[2m])))`,
    ]);
  });

  it("says everything that is wrong at once", () => {
    const faults = analysisFaults({
      ...analysis,
      prometheus: "prometheus:9090",
      measures: [
        { kind: "success-rate", goodFrom: 99.9, badBelow: 0 },
        { kind: "success-rate", goodFrom: 0.9, badBelow: 0.95 },
        { kind: "latency", quantile: 95, goodUpTo: 0, badAbove: -1 },
      ],
      window: "2",
      count: 3,
      failureLimit: 3,
      inconclusiveLimit: -1,
      errorLimit: 0.5,
    });

    expect(faults.map(({ path, says }) => `${path} ${says}`)).toEqual([
      'prometheus is "prometheus:9090"; write the address of Prometheus, such as http://prometheus-operated.platform.svc:9090',
      "measures has success-rate twice; keep one",
      "measures[0].goodFrom is 99.9; write a share above 0 and up to 1, such as 0.999",
      "measures[0].badBelow is 0; write a share above 0 and up to goodFrom",
      "measures[1].badBelow is 0.95; write a share above 0 and up to goodFrom",
      "measures[2].quantile is 95; write a share between 0 and 1, such as 0.95",
      "measures[2].goodUpTo is 0; write seconds, such as 0.35",
      "measures[2].badAbove is -1; write seconds from goodUpTo on",
      'window is "2"; write a duration such as 2m',
      "failureLimit is 3 of 3 measurements; write a whole number from 0 that is smaller",
      "inconclusiveLimit is -1 of 3 measurements; write a whole number from 0 that is smaller",
      "errorLimit is 0.5 of 3 measurements; write a whole number from 0 that is smaller",
    ]);
  });

  it("refuses to measure nothing, or never", () => {
    expect(analysisFaults({ ...analysis, measures: [], count: 0 }).map(({ says }) => says)).toEqual(
      [
        "is empty; an analysis of nothing always passes",
        "is 0; write how many measurements end the analysis, at least 1",
        "is 1 of 0 measurements; write a whole number from 0 that is smaller",
        "is 0 of 0 measurements; write a whole number from 0 that is smaller",
        "is 2 of 0 measurements; write a whole number from 0 that is smaller",
      ],
    );
  });
});
