import { type Fault, faultIf, isDuration, twins } from "../lib/faults.ts";
import type { AnalysisSettings, Measure } from "./settings.ts";
import { nameOf } from "./spec.ts";

/** Everything that is wrong with an analysis by itself. */
export function analysisFaults(settings: AnalysisSettings): readonly Fault[] {
  const { measures, prometheus, count, delay } = settings;
  const durations = { window: settings.window, interval: settings.interval, delay: delay ?? "1m" };
  const limits = ["failureLimit", "inconclusiveLimit", "errorLimit"] as const;
  return [
    ...faultIf(
      !/^https?:\/\/[^\s/]+(\/[^\s]*)?$/.test(prometheus),
      "prometheus",
      `is "${prometheus}"; write the address of Prometheus, such as http://prometheus-operated.platform.svc:9090`,
    ),
    ...faultIf(measures.length === 0, "measures", "is empty; an analysis of nothing always passes"),
    ...twins(measures.map(nameOf)).map((name) => ({
      path: "measures",
      says: `has ${name} twice; keep one`,
    })),
    ...measures.flatMap((measure, at) => measureFaults(`measures[${String(at)}]`, measure)),
    ...Object.entries(durations).flatMap(([key, text]) =>
      faultIf(!isDuration(text), key, `is "${text}"; write a duration such as 2m`),
    ),
    ...faultIf(
      !Number.isInteger(count) || count < 1,
      "count",
      `is ${String(count)}; write how many measurements end the analysis, at least 1`,
    ),
    ...limits.flatMap((key) => limitFaults(key, settings[key], count)),
  ];
}

/** A limit that cannot be reached is no limit. */
const limitFaults = (key: string, limit: number, count: number): readonly Fault[] =>
  faultIf(
    !Number.isInteger(limit) || limit < 0 || limit >= count,
    key,
    `is ${String(limit)} of ${String(count)} measurements; write a whole number from 0 that is smaller`,
  );

function measureFaults(path: string, measure: Measure): readonly Fault[] {
  if (measure.kind === "success-rate") {
    const { goodFrom, badBelow = goodFrom } = measure;
    return [
      ...faultIf(
        !(goodFrom > 0 && goodFrom <= 1),
        `${path}.goodFrom`,
        `is ${String(goodFrom)}; write a share above 0 and up to 1, such as 0.999`,
      ),
      ...faultIf(
        !(badBelow > 0 && badBelow <= goodFrom),
        `${path}.badBelow`,
        `is ${String(badBelow)}; write a share above 0 and up to goodFrom`,
      ),
    ];
  }
  const { quantile, goodUpTo, badAbove = goodUpTo } = measure;
  return [
    ...faultIf(
      !(quantile > 0 && quantile < 1),
      `${path}.quantile`,
      `is ${String(quantile)}; write a share between 0 and 1, such as 0.95`,
    ),
    ...faultIf(
      !(goodUpTo > 0),
      `${path}.goodUpTo`,
      `is ${String(goodUpTo)}; write seconds, such as 0.35`,
    ),
    ...faultIf(
      !(badAbove >= goodUpTo),
      `${path}.badAbove`,
      `is ${String(badAbove)}; write seconds from goodUpTo on`,
    ),
  ];
}
