/** What differs between environments about an analysis. */
export interface AnalysisSettings {
  readonly name: string;
  /** Namespace of the Rollouts that name it. */
  readonly namespace: string;
  /** Address of Prometheus within the cluster, `http://host:port`. */
  readonly prometheus: string;
  readonly measures: readonly Measure[];
  /** Time that one measurement looks back on, in whole minutes or seconds: `2m`. */
  readonly window: string;
  /** Time between two measurements. */
  readonly interval: string;
  /**
   * Time before the first, so that no measurement looks back on calls from before the step. All of them are about the
   * service as users meet it, pods of the version before included. @default the window
   */
  readonly delay?: string;
  /** Measurements, after which the analysis ends. */
  readonly count: number;
  /** Failed measurements of one measure that are borne; one more fails the analysis, which aborts the Rollout. */
  readonly failureLimit: number;
  /** Undecided measurements that are borne; one more pauses the Rollout until a person decides. */
  readonly inconclusiveLimit: number;
  /** Measurements in a row that Prometheus does not answer and that are borne; one more aborts the Rollout. */
  readonly errorLimit: number;
}

/** What is measured and what is good enough. Between good and bad nobody decides but a person. */
export type Measure =
  | {
      /** Share of calls without an error, from 0 to 1. */
      readonly kind: "success-rate";
      readonly goodFrom: number;
      /** @default goodFrom: nothing is undecided */
      readonly badBelow?: number;
    }
  | {
      /** Seconds within which a share of the calls is answered. */
      readonly kind: "latency";
      /** That share, such as 0.95. */
      readonly quantile: number;
      readonly goodUpTo: number;
      /** @default goodUpTo: nothing is undecided */
      readonly badAbove?: number;
    };
