import type { input } from "@pulumi/kubernetes/types/index.js";
import { type Addresses, podsAt, portsBy, type Protocol, toClusterDns } from "../../lib/network.ts";

type Peer = input.networking.v1.NetworkPolicyPeer;
type Spec = input.networking.v1.NetworkPolicySpec;

/** Where traffic leaves to: addresses outside the cluster network, or pods of a namespace. Ports are TCP. */
export type Destination =
  | Addresses
  | {
      readonly namespace: string;
      readonly pods: Readonly<Record<string, string>>;
      readonly ports: readonly number[];
    };

/** Who talks to whom: peers on ports. */
export interface Flow {
  readonly peers: readonly Peer[];
  readonly ports: readonly number[];
  /** @default TCP alone */
  readonly protocols?: readonly Protocol[];
}

/** All pods of the namespaces that are ours, previews included. */
export const OUR_NAMESPACES: Peer = {
  namespaceSelector: { matchLabels: { "app.kubernetes.io/part-of": "intelgraph" } },
};

/** Traffic to a destination. */
export const flowTo = (to: Destination): Flow => ({
  peers:
    "cidrs" in to
      ? to.cidrs.map((cidr) => ({ ipBlock: { cidr } }))
      : [podsAt(to.namespace, to.pods)],
  ports: to.ports,
});

/**
 * What the pods with these labels may hear and reach, and nothing else.
 *
 * Names can always be looked up. A flow without peers would be open to everybody, so it is left out.
 */
export function trafficSpec(
  pods: Readonly<Record<string, string>>,
  { ingress, egress }: { readonly ingress: readonly Flow[]; readonly egress: readonly Flow[] },
): Spec {
  return {
    podSelector: { matchLabels: { ...pods } },
    policyTypes: ["Ingress", "Egress"],
    ingress: known(ingress).map((flow) => ({ from: [...flow.peers], ports: portsOf(flow) })),
    egress: [
      toClusterDns(),
      ...known(egress).map((flow) => ({ to: [...flow.peers], ports: portsOf(flow) })),
    ],
  };
}

const portsOf = ({ ports, protocols = ["TCP"] }: Flow) => portsBy(protocols, ports);

const known = (flows: readonly Flow[]): Flow[] => flows.filter(({ peers }) => peers.length > 0);
