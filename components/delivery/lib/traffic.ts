import type { JsonObject, KubernetesObject } from "../../lib/install/transform.ts";
import { type Addresses, podsAt, tcpPorts, toClusterDns } from "../../lib/network.ts";

/** Who is at the other end, named so narrowly that nobody else is meant. */
export type TrafficPeer =
  /** Pods of the same namespace. */
  | { readonly pods: Labels; readonly namespace?: never; readonly cidr?: never }
  /** Pods of another namespace. */
  | { readonly namespace: string; readonly pods: Labels; readonly cidr?: never }
  /** A network outside the cluster, in CIDR notation. */
  | { readonly cidr: string; readonly pods?: never; readonly namespace?: never };

type Labels = Readonly<Record<string, string>>;

/** One direction of traffic: these peers, these TCP ports. */
export interface Flow {
  readonly peers: readonly TrafficPeer[];
  readonly ports: readonly number[];
}

export interface Traffic {
  /** Name of the policy. */
  readonly name: string;
  readonly namespace: string;
  /** Labels of the pods it is for. */
  readonly pods: Labels;
  readonly ingress: readonly Flow[];
  readonly egress: readonly Flow[];
}

/**
 * A NetworkPolicy that opens exactly these flows, both ways closed otherwise.
 *
 * A flow without a peer or a port is left out: to Kubernetes an empty list means everybody.
 */
export function networkPolicy({
  name,
  namespace,
  pods,
  ingress,
  egress,
}: Traffic): KubernetesObject {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: { ...pods } },
      policyTypes: ["Ingress", "Egress"],
      ingress: ingress.filter(isSome).map(({ peers, ports }) => ({
        from: peers.map(peerOf),
        ports: tcpPorts(ports),
      })),
      egress: [
        ...egress.filter(isSome).map(({ peers, ports }) => ({
          to: peers.map(peerOf),
          ports: tcpPorts(ports),
        })),
        toClusterDns(),
      ],
    },
  };
}

export const toAddresses = ({ cidrs, ports }: Addresses): Flow => ({
  peers: cidrs.map((cidr) => ({ cidr })),
  ports,
});

/** Pods of a namespace by their standard name. */
export const podsNamed = (name: string): Labels => ({ "app.kubernetes.io/name": name });

const isSome = ({ peers, ports }: Flow): boolean => peers.length > 0 && ports.length > 0;

function peerOf(peer: TrafficPeer): JsonObject {
  if (peer.cidr !== undefined) return { ipBlock: { cidr: peer.cidr } };
  return peer.namespace === undefined
    ? { podSelector: { matchLabels: { ...peer.pods } } }
    : podsAt(peer.namespace, peer.pods);
}
