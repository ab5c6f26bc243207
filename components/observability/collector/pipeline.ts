import { RunError } from "@pulumi/pulumi";

/** An element of the collector's configuration, `type` or `type/name`. */
export type Id<Type extends string> = Type | `${Type}/${string}`;

export type ReceiverId = Id<"otlp" | "kubeletstats">;
export type ConnectorId = Id<"spanmetrics">;
export type ExporterId = Id<"otlp" | "loadbalancing" | "prometheus" | "debug" | "file">;
/** What may stand between the limit and the batch, in this order: enrich, clean, decide. */
export type StepId = Id<"k8sattributes" | "transform" | "redaction" | "tail_sampling">;
export type ProcessorId = "memory_limiter" | StepId | "batch";
export type PipelineId = Id<"traces" | "metrics" | "logs">;

export interface Pipeline {
  readonly receivers: readonly (ReceiverId | ConnectorId)[];
  readonly processors: readonly [first: "memory_limiter", ...rest: ProcessorId[]];
  readonly exporters: readonly (ExporterId | ConnectorId)[];
}

type Elements<Name extends string> = Partial<Record<Name, object>>;

/** A configuration of the collector, v0.136.0. */
export interface CollectorConfig {
  readonly receivers: Elements<ReceiverId>;
  readonly processors: Elements<ProcessorId>;
  readonly connectors?: Elements<ConnectorId>;
  readonly exporters: Elements<ExporterId>;
  readonly extensions: Elements<"health_check">;
  readonly service: {
    readonly extensions: readonly "health_check"[];
    readonly pipelines: Partial<Record<PipelineId, Pipeline>>;
    readonly telemetry: object;
  };
}

/**
 * A pipeline that refuses data before it runs out of memory, and sends it on in batches.
 *
 * The limit comes first, so that nothing is held that cannot be refused; the batch last, so that steps that drop come
 * before it. No other order can be written down.
 */
export const pipeline = (
  receivers: Pipeline["receivers"],
  steps: readonly StepId[],
  exporters: Pipeline["exporters"],
): Pipeline => ({
  receivers,
  processors: ["memory_limiter", ...steps, "batch"],
  exporters,
});

/**
 * Refuses a configuration in which a pipeline names what is not there, or something is in no pipeline.
 *
 * The real collector refuses the first when it starts, and runs on with the second.
 */
export function checkPipelines(name: string, config: CollectorConfig): CollectorConfig {
  const pipelines = Object.entries(config.service.pipelines).flatMap(([id, each]) =>
    each === undefined ? [] : [[id, each] as const],
  );
  const sources = { ...config.receivers, ...config.connectors };
  const sinks = { ...config.exporters, ...config.connectors };
  const faults = (["receivers", "processors", "exporters"] as const).flatMap((role) => {
    const there = Object.keys(
      { receivers: sources, processors: config.processors, exporters: sinks }[role],
    );
    const used = pipelines.flatMap(([, each]) => each[role] as readonly string[]);
    return [
      ...pipelines.flatMap(([id, each]) =>
        (each[role] as readonly string[])
          .filter((one) => !there.includes(one))
          .map((one) => `pipeline ${id} names ${one}, which ${role} does not define`),
      ),
      ...pipelines
        .filter(([, each]) => each[role].length === 0)
        .map(([id]) => `pipeline ${id} has no ${role}`),
      ...there.filter((one) => !used.includes(one)).map((one) => `${one} is in no pipeline`),
    ];
  });
  if (faults.length > 0) {
    throw new RunError(`${name}: ${[...new Set(faults)].join("; ")}; mend its pipelines`);
  }
  return config;
}
