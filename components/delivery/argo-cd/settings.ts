import type { Resources } from "../lib/pods.ts";
import type { Exposure } from "../../lib/ingress.ts";
import type { Addresses } from "../../lib/network.ts";
import type { TrafficPeer } from "../lib/traffic.ts";

/** What differs between environments about Argo CD. */
export interface ArgoCdSettings {
  /** Namespace it runs in, which exists and denies traffic by default. */
  readonly namespace: string;
  readonly availability: Availability;
  /** Class that decides who runs when the nodes are full. */
  readonly priorityClass: string;
  /** Resources of a container, by its name, instead of the defaults of `workloads.ts`. @default none */
  readonly sizes?: Readonly<Record<string, Resources>>;
  /** Namespaces that it delivers into; it may do there what their Role `deployer` may, and nothing anywhere else. */
  readonly delivers: readonly string[];
  /** How people reach it. */
  readonly exposure: Exposure;
  /** Whether the built-in account `admin` may log in. Its password is then made at the first start. */
  readonly admin: boolean;
  readonly sso: SingleSignOn;
  readonly access: Access;
  /** Time between two looks at the sources, as a duration of Go: `180s`. */
  readonly reconciliation: string;
  readonly notifications: Notifications;
  readonly credentials: readonly Credential[];
  readonly traffic: ArgoCdTraffic;
}

/** What it logs in with elsewhere: a sealed secret of that name in its namespace. */
export interface Credential {
  readonly secret: string;
  /** One repository, all repositories below an address, or another cluster. */
  readonly of: "repository" | "repositories" | "cluster";
  /** @default password; a cluster takes none of these */
  readonly by?: "password" | "ssh-key";
}

/** One of each, from the artifact `install`; or several, from `ha-install`, on at least three nodes. */
export type Availability =
  { readonly mode: "single" } | { readonly mode: "ha"; readonly replicas: Replicas };

/** Pods of what upstream runs twice; Redis is three, and the application controller one, in any case. */
export interface Replicas {
  readonly server: number;
  readonly repoServer: number;
  readonly applicationSetController: number;
}

/** Who tells it who somebody is. */
export type SingleSignOn =
  | { readonly kind: "none" }
  | {
      readonly kind: "oidc";
      /** What the button says. */
      readonly name: string;
      /** `https://` address whose discovery document is asked. */
      readonly issuer: string;
      readonly clientId: string;
      /** Sealed secret of the same namespace, labelled `app.kubernetes.io/part-of: argocd`. */
      readonly clientSecret: { readonly secret: string; readonly key: string };
      /** @default openid, profile, email, groups */
      readonly scopes?: readonly string[];
      /** Where the issuer is reached. */
      readonly addresses: Addresses;
    };

/** Who may do what, by groups of the single sign-on. */
export interface Access {
  /** What everybody who is logged in may: look at everything, or nothing. */
  readonly everybody: "readonly" | "nothing";
  /** Groups that may sync, roll back and act on Rollouts, by project. */
  readonly deployers: Readonly<Record<string, readonly string[]>>;
  /** Groups that may everything. */
  readonly admins: readonly string[];
}

/** Who hears of what happens to applications. */
export type Notifications =
  | { readonly kind: "none" }
  | {
      readonly kind: "webhook";
      /** Name of the service in triggers and annotations. */
      readonly name: string;
      readonly url: string;
      /** Key of the sealed secret `argocd-notifications-secret` that holds the bearer token. */
      readonly tokenKey: string;
      readonly addresses: Addresses;
    };

/** The other ends of its traffic outside its namespace. */
export interface ArgoCdTraffic {
  /** The API server, as pods reach it. */
  readonly apiServer: Addresses;
  /** Hosts that the repository server fetches from: Git, charts. */
  readonly sources: Addresses;
  /** Pods that scrape metrics. */
  readonly metrics: TrafficPeer;
}

/** Label without which Argo CD does not see a ConfigMap or Secret of its own. */
export const PART_OF_ARGO_CD = { "app.kubernetes.io/part-of": "argocd" } as const;
