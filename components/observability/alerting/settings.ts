import type { Size } from "../lib/pods.ts";
import type { SecretKey } from "../lib/secret-key.ts";
import type { Destination } from "../lib/traffic.ts";
import type { Storage } from "../prometheus/settings.ts";

/** How soon somebody has to look; every alert has one. */
export const SEVERITIES = ["critical", "warning"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A webhook that is told. Its URL is a credential, so it is read from a Secret and written down nowhere. */
export interface Webhook {
  readonly url: SecretKey;
  /** How the pods get there. */
  readonly to: Destination;
}

export interface AlertingSettings {
  /** An odd number keeps most of them together when the network parts. */
  readonly replicas: number;
  /** How long silences and what was sent are kept, for example `120h`. */
  readonly retention: string;
  readonly storage: Storage;
  readonly size: Size;
  /** Who is told, by severity. */
  readonly receivers: Readonly<Record<Severity, Webhook>>;
  /** A dead man's switch outside this cluster, which raises the alarm when it hears nothing. @default none */
  readonly watchdog?: Webhook;
}
