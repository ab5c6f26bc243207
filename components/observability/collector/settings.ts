import type { Size } from "../lib/pods.ts";
import type { SecretKey } from "../lib/secret-key.ts";
import type { Destination } from "../lib/traffic.ts";

/** Which traces are kept. Those with an error and slow ones always are. */
export interface Sampling {
  /** Percent of all other traces, 0 to 100. */
  readonly percent: number;
  /** Milliseconds from which on a trace is slow. */
  readonly slowMs: number;
  /** Seconds a trace is waited for before it is decided about. @default 10 */
  readonly waitSeconds?: number;
}

/** A place that takes traces, metrics and logs over OTLP and gRPC. */
export interface OtlpExporter {
  /** `host:port`. */
  readonly endpoint: string;
  /** How the pods get there. */
  readonly to: Destination;
  /** Value of the header `authorization`. @default none is sent */
  readonly authorization?: SecretKey;
  /** Whether to speak in plain text, which only a place in the same cluster may ask for. @default false */
  readonly insecure?: boolean;
}

/** Where telemetry goes; at least one of them. Span metrics are for Prometheus in any case. */
export interface Exporters {
  readonly otlp?: OtlpExporter;
  /** Lines in the log of the collector. Local only: its log is no place for telemetry. */
  readonly debug?: boolean;
  /** JSON lines in a file, an absolute path. Local only. */
  readonly file?: string;
}

export interface CollectorSettings {
  readonly gateway: {
    readonly replicas: number;
    readonly size: Size;
    /** Where its identity towards the Kubernetes API comes from: `kubeConfig` outside the cluster. @default "serviceAccount" */
    readonly auth?: "serviceAccount" | "kubeConfig";
  };
  readonly agent: { readonly size: Size };
  readonly sampling: Sampling;
  readonly exporters: Exporters;
}
