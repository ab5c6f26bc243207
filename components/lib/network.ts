type Labels = Readonly<Record<string, string>>;

/** Networks outside that of the cluster, in CIDR notation, and TCP ports there. */
export interface Addresses {
  readonly cidrs: readonly string[];
  readonly ports: readonly number[];
}

/** All pods of one namespace, as a peer of a NetworkPolicy: by the label every namespace carries by itself, its name. */
export const namespaceAt = (namespace: string) => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
});

/** Pods of one namespace, found by their labels. */
export const podsAt = (namespace: string, pods: Labels) => ({
  ...namespaceAt(namespace),
  podSelector: { matchLabels: { ...pods } },
});

export type Protocol = "TCP" | "UDP";

/** Ports of a NetworkPolicy: each by each of the protocols. */
export const portsBy = (protocols: readonly Protocol[], ports: readonly number[]) =>
  ports.flatMap((port) => protocols.map((protocol) => ({ port, protocol })));

/** TCP ports of a NetworkPolicy. */
export const tcpPorts = (ports: readonly number[]) => portsBy(["TCP"], ports);

/** What lets names be looked up. CoreDNS keeps the label of its predecessor in every distribution. */
export const toClusterDns = () => ({
  to: [podsAt("kube-system", { "k8s-app": "kube-dns" })],
  ports: [{ port: 53, protocol: "UDP" }, ...tcpPorts([53])],
});
