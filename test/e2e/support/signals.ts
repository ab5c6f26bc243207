import { attributesOf, type Value } from "./spans.ts";

/** A value of a metric, as a client sends it. */
export interface SentValue {
  readonly metric: string;
  readonly value: number;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly resource: Readonly<Record<string, Value>>;
}

/** A log record, as a client sends it. */
export interface SentRecord {
  readonly body: string;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly resource: Readonly<Record<string, Value>>;
}

const now = (): string => String(BigInt(Date.now()) * 1_000_000n);

/** The request that carries a value of a metric, in the JSON encoding of OTLP. */
export const metricRequest = ({ metric, value, attributes, resource }: SentValue): object => ({
  resourceMetrics: [
    {
      resource: { attributes: attributesOf(resource) },
      scopeMetrics: [
        {
          metrics: [
            {
              name: metric,
              gauge: {
                dataPoints: [
                  {
                    timeUnixNano: now(),
                    asDouble: value,
                    attributes: attributesOf(attributes),
                  },
                ],
              },
            },
          ],
        },
      ],
    },
  ],
});

/** The request that carries a log record, in the JSON encoding of OTLP. */
export const logRequest = ({ body, attributes, resource }: SentRecord): object => ({
  resourceLogs: [
    {
      resource: { attributes: attributesOf(resource) },
      scopeLogs: [
        {
          logRecords: [
            {
              timeUnixNano: now(),
              severityNumber: 17,
              body: { stringValue: body },
              attributes: attributesOf(attributes),
            },
          ],
        },
      ],
    },
  ],
});
