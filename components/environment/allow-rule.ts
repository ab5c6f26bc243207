import type { input } from "@pulumi/kubernetes/types/index.js";
import { PART_OF } from "../lib/labels.ts";
import { namespaceAt, podsAt, tcpPorts, toClusterDns } from "../lib/network.ts";

type Ports = readonly number[];

/** One named hole in the default denial of a namespace. Ports are TCP. */
export type AllowRule =
  /** Names can be looked up. */
  | { readonly rule: "dns" }
  /** Pods of the namespace reach each other. */
  | { readonly rule: "within-namespace" }
  /** The ingress controller reaches these ports. */
  | { readonly rule: "from-ingress"; readonly ports: Ports }
  /** Traces, metrics and logs reach the telemetry collector. */
  | { readonly rule: "to-telemetry" }
  /** The collector, which lives here, hears every namespace of ours, previews included. */
  | { readonly rule: "from-telemetry-clients" }
  /** Prometheus reads metrics at these ports. */
  | { readonly rule: "from-prometheus"; readonly ports: Ports }
  /** The pods of another namespace reach these ports; the other side needs the matching `to-namespace`. */
  | { readonly rule: "from-namespace"; readonly namespace: string; readonly ports: Ports }
  | { readonly rule: "to-namespace"; readonly namespace: string; readonly ports: Ports }
  /** A place outside the cluster network, such as the API server. */
  | {
      readonly rule: "to-address";
      readonly name: string;
      readonly cidrs: readonly string[];
      readonly ports: Ports;
    };

/** Pods that play a part for everybody, found by their namespace and labels. */
export interface Peer {
  readonly namespace: string;
  readonly pods: Readonly<Record<string, string>>;
}

/** Where the rules that name a part, not a place, lead to. */
export interface Peers {
  readonly ingress: Peer;
  readonly telemetry: Peer & { readonly ports: Ports };
  readonly prometheus: Peer;
}

type Spec = input.networking.v1.NetworkPolicySpec;
type From = input.networking.v1.NetworkPolicyPeer;
type Direction = "Ingress" | "Egress";

/** Name of the policy a rule becomes, unique among the rules of a namespace unless two say the same. */
export function allowRuleName(rule: AllowRule): string {
  switch (rule.rule) {
    case "from-namespace":
    case "to-namespace":
      return `allow-${rule.rule}-${rule.namespace}`;
    case "to-address":
      return `allow-${rule.rule}-${rule.name}`;
    default:
      return `allow-${rule.rule}`;
  }
}

/** The NetworkPolicy spec of a rule. */
export function allowRuleSpec(rule: AllowRule, peers: Peers): Spec {
  switch (rule.rule) {
    case "dns":
      return { podSelector: {}, policyTypes: ["Egress"], egress: [toClusterDns()] };
    case "within-namespace":
      return {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [{ podSelector: {} }] }],
        egress: [{ to: [{ podSelector: {} }] }],
      };
    case "from-ingress":
      return open("Ingress", [pods(peers.ingress)], tcpPorts(rule.ports));
    case "from-prometheus":
      return open("Ingress", [pods(peers.prometheus)], tcpPorts(rule.ports));
    case "to-telemetry":
      return open("Egress", [pods(peers.telemetry)], tcpPorts(peers.telemetry.ports));
    case "from-telemetry-clients":
      return open("Ingress", [ours], tcpPorts(peers.telemetry.ports), peers.telemetry.pods);
    case "from-namespace":
      return open("Ingress", [namespaceAt(rule.namespace)], tcpPorts(rule.ports));
    case "to-namespace":
      return open("Egress", [namespaceAt(rule.namespace)], tcpPorts(rule.ports));
    case "to-address":
      return open(
        "Egress",
        rule.cidrs.map((cidr) => ({ ipBlock: { cidr } })),
        tcpPorts(rule.ports),
      );
  }
}

/** Denies every pod of a namespace all traffic, in and out, that no other policy allows. */
export const denyAll: Spec = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };

function open(
  direction: Direction,
  peers: From[],
  ports: input.networking.v1.NetworkPolicyPort[],
  selected?: Readonly<Record<string, string>>,
): Spec {
  const podSelector = selected === undefined ? {} : { matchLabels: { ...selected } };
  return direction === "Ingress"
    ? { podSelector, policyTypes: [direction], ingress: [{ from: peers, ports }] }
    : { podSelector, policyTypes: [direction], egress: [{ to: peers, ports }] };
}

const pods = (peer: Peer): From => podsAt(peer.namespace, peer.pods);
const ours: From = {
  namespaceSelector: { matchLabels: { "app.kubernetes.io/part-of": PART_OF } },
};
