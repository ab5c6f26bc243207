import { randomBytes } from "node:crypto";

export type Value = string | number | readonly string[];

/** A span as a client sends it. */
export interface SentSpan {
  readonly name: string;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly resource: Readonly<Record<string, Value>>;
  /** Message of the exception that it records, and of its status. @default none */
  readonly exception?: string;
  /** What the event of the exception says besides. @default nothing */
  readonly event?: Readonly<Record<string, Value>>;
  readonly milliseconds: number;
}

const valueOf = (value: Value): object => {
  if (typeof value === "number") return { intValue: String(value) };
  if (typeof value === "string") return { stringValue: value };
  return { arrayValue: { values: value.map((one) => ({ stringValue: one })) } };
};

export const attributesOf = (attributes: Readonly<Record<string, Value>>) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) }));

/** The request that carries a span, in the JSON encoding of OTLP. */
export function traceRequest(span: SentSpan): object {
  const end = BigInt(Date.now()) * 1_000_000n;
  const start = end - BigInt(span.milliseconds) * 1_000_000n;
  const { exception } = span;
  return {
    resourceSpans: [
      {
        resource: { attributes: attributesOf(span.resource) },
        scopeSpans: [
          {
            spans: [
              {
                traceId: randomBytes(16).toString("hex"),
                spanId: randomBytes(8).toString("hex"),
                name: span.name,
                kind: 2,
                startTimeUnixNano: String(start),
                endTimeUnixNano: String(end),
                status: { code: span.failed ? 2 : 1, ...(exception && { message: exception }) },
                attributes: attributesOf(span.attributes),
                events:
                  exception === undefined
                    ? []
                    : [
                        {
                          name: "exception",
                          timeUnixNano: String(end),
                          attributes: attributesOf({
                            ...span.event,
                            "exception.message": exception,
                          }),
                        },
                      ],
              },
            ],
          },
        ],
      },
    ],
  };
}

/** Every attribute in the lines of a file exporter, by its key; of a list, its first. */
export function attributesIn(lines: string): Map<string, string> {
  const found = new Map<string, string>();
  JSON.parse(`[${lines.trim().split("\n").join(",")}]`, (_, value: unknown) => {
    if (typeof value === "object" && value !== null && "key" in value && "value" in value) {
      const { key, value: held } = value as { key: string; value: Record<string, unknown> };
      found.set(key, String(Object.values(held)[0]));
    }
    return value;
  });
  return found;
}
