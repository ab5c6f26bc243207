import type { Exposure } from "../../lib/ingress.ts";
import type { Size } from "../lib/pods.ts";
import type { SecretKey } from "../lib/secret-key.ts";
import type { Destination } from "../lib/traffic.ts";

/** Sign-in by an OpenID Connect provider. */
export interface GrafanaSso {
  /** What the button says. */
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: SecretKey;
  readonly authUrl: string;
  readonly tokenUrl: string;
  readonly apiUrl: string;
  /** @default openid, profile, email, groups */
  readonly scopes?: readonly string[];
  /** JMESPath over the claims that gives Viewer, Editor or Admin; whoever it gives nothing is not let in. */
  readonly roleAttributePath: string;
  /** How the pods get to the provider. */
  readonly to: Destination;
  /** Whether the form for passwords stays, for an emergency. @default false */
  readonly keepLoginForm?: boolean;
}

export interface GrafanaSettings {
  /** How people reach it. */
  readonly exposure: Exposure;
  readonly size: Size;
  /** Needs a host to come back to, so an ingress. @default none: the administrator alone */
  readonly sso?: GrafanaSso;
}
