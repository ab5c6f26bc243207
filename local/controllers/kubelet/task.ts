import type { Place } from "../place.ts";
import type { LocalTarget } from "./local-targets.ts";

/** What the stand-in for the kubelet is started for. */
export interface Task {
  readonly place: Place;
  /** Names of the controllers that run, so that only those are configured. */
  readonly controllers: readonly string[];
  readonly programs: {
    readonly promtool: string;
    readonly amtool: string;
    readonly otelcol: string;
  };
  readonly targets: readonly LocalTarget[];
}

/** The task as `start` wrote it. */
export const readTask = (text: string): Task => JSON.parse(text) as Task;
