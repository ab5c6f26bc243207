import type { Size } from "../lib/pods.ts";
import type { SecretKey } from "../lib/secret-key.ts";
import type { Destination } from "../lib/traffic.ts";

/** A volume claim per pod. */
export interface Storage {
  /** Kubernetes quantity. */
  readonly size: string;
  /** @default the default class of the cluster */
  readonly storageClass?: string;
}

/** A place that keeps a copy of all samples. */
export interface RemoteWrite {
  readonly url: string;
  /** How the pods get there. */
  readonly to: Destination;
  /** Credential in the header `authorization`, after `Bearer`. @default none is sent */
  readonly bearer?: SecretKey;
}

export interface PrometheusSettings {
  readonly replicas: number;
  /** How long samples are kept, for example `15d`. */
  readonly retention: string;
  /** How much of the volume they may take, for example `40GiB`; below the size of the volume. */
  readonly retentionSize: string;
  readonly storage: Storage;
  readonly size: Size;
  /** Seconds between two scrapes. @default 30 */
  readonly scrapeSeconds?: number;
  /** Labels on all that leaves this cluster, such as its environment. */
  readonly externalLabels: Readonly<Record<string, string>>;
  /** @default none */
  readonly remoteWrite?: readonly RemoteWrite[];
}
