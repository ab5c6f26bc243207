import type { Resources } from "../lib/pods.ts";
import type { Addresses } from "../../lib/network.ts";
import type { TrafficPeer } from "../lib/traffic.ts";

/** What differs between environments about Argo Rollouts. */
export interface ArgoRolloutsSettings {
  /** Namespace it runs in, which exists and denies traffic by default. */
  readonly namespace: string;
  /** Pods, of which one is elected to act. */
  readonly replicas: number;
  /** Class that decides who runs when the nodes are full. */
  readonly priorityClass: string;
  /** @default a start for some dozens of Rollouts: 100m to 400m cpu, 128Mi to 256Mi memory */
  readonly resources?: Resources;
  /** How canaries get their share: by counting pods, or by an Ingress of their own that the controller writes. */
  readonly trafficRouting: "replicas" | "ingress";
  readonly traffic: ArgoRolloutsTraffic;
}

/** The other ends of its traffic outside its namespace. */
export interface ArgoRolloutsTraffic {
  /** The API server, as pods reach it. */
  readonly apiServer: Addresses;
  /** Pods that scrape metrics. */
  readonly metrics: TrafficPeer;
  /** Prometheus, which analyses ask. */
  readonly prometheus: { readonly pods: TrafficPeer; readonly port: number };
}
