import type { JsonObject, KubernetesObject } from "../../lib/install/transform.ts";

/** Who is at the other end, named so narrowly that nobody else is meant. */
export type TrafficPeer =
  /** Pods of the same namespace. */
  | { readonly pods: Labels; readonly namespace?: never; readonly cidr?: never }
  /** Pods of another namespace. */
  | { readonly namespace: string; readonly pods: Labels; readonly cidr?: never }
  /** A network outside the cluster, in CIDR notation. */
  | { readonly cidr: string; readonly pods?: never; readonly namespace?: never };

type Labels = Readonly<Record<string, string>>;

/** Networks that pods may reach, and the TCP ports there. */
export interface Addresses {
  readonly cidrs: readonly string[];
  readonly ports: readonly number[];
}

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
        ports: ports.map(tcp),
      })),
      egress: [
        ...egress.filter(isSome).map(({ peers, ports }) => ({
          to: peers.map(peerOf),
          ports: ports.map(tcp),
        })),
        DNS,
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

const tcp = (port: number) => ({ port, protocol: "TCP" });

const inNamespaceOf = (name: string) => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
});

function peerOf(peer: TrafficPeer): JsonObject {
  if (peer.cidr !== undefined) return { ipBlock: { cidr: peer.cidr } };
  const pods = { podSelector: { matchLabels: { ...peer.pods } } };
  return peer.namespace === undefined ? pods : { ...inNamespaceOf(peer.namespace), ...pods };
}

/** CoreDNS keeps the label of its predecessor in every distribution. */
const DNS = {
  to: [
    { ...inNamespaceOf("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } },
  ],
  ports: [{ port: 53, protocol: "UDP" }, tcp(53)],
};
