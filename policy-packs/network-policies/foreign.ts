import type { Matched } from "../lib/admission.ts";
import type { Kinds } from "../lib/objects.ts";

/** Kinds that open or close traffic beside NetworkPolicy, in words of their own that no rule here reads. */
export const FOREIGN_POLICIES: Kinds = {
  "cilium.io": [
    ...["CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy", "CiliumCIDRGroup"],
    ...["CiliumEgressGatewayPolicy", "CiliumLocalRedirectPolicy"],
    ...["CiliumEnvoyConfig", "CiliumClusterwideEnvoyConfig"],
  ],
  "consul.hashicorp.com": ["ServiceIntentions"],
  "crd.antrea.io": ["ClusterNetworkPolicy", "NetworkPolicy", "Egress"],
  "crd.projectcalico.org": [
    ...["GlobalNetworkPolicy", "GlobalNetworkSet", "HostEndpoint", "NetworkPolicy", "NetworkSet"],
    "Tier",
  ],
  extensions: ["NetworkPolicy"],
  "k8s.ovn.org": ["AdminPolicyBasedExternalRoute", "EgressFirewall", "EgressIP"],
  "kuma.io": ["MeshTrafficPermission"],
  "networking.istio.io": ["EnvoyFilter", "ServiceEntry", "Sidecar"],
  "networking.k8s.aws": ["ApplicationNetworkPolicy", "ClusterNetworkPolicy", "PolicyEndpoint"],
  "policy.linkerd.io": [
    ...["AuthorizationPolicy", "MeshTLSAuthentication", "NetworkAuthentication", "Server"],
    "ServerAuthorization",
  ],
  "policy.networking.k8s.io": [
    ...["AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"],
  ],
  "projectcalico.org": [
    ...["GlobalNetworkPolicy", "GlobalNetworkSet", "HostEndpoint", "NetworkPolicy", "NetworkSet"],
    "Tier",
  ],
  "security.istio.io": ["AuthorizationPolicy", "PeerAuthentication", "RequestAuthentication"],
  "vpcresources.k8s.aws": ["SecurityGroupPolicy"],
};

/** Kinds that let the outside in by host or port beside Ingress. */
export const FOREIGN_ENTRANCES: Kinds = {
  "configuration.konghq.com": ["TCPIngress", "UDPIngress"],
  "gateway.networking.k8s.io": [
    ...["Gateway", "GRPCRoute", "HTTPRoute", "ListenerSet", "TCPRoute", "TLSRoute", "UDPRoute"],
  ],
  "gateway.networking.x-k8s.io": ["XListenerSet"],
  "getambassador.io": ["Host", "Listener", "Mapping", "TCPMapping"],
  "k8s.nginx.org": ["TransportServer", "VirtualServer", "VirtualServerRoute"],
  "networking.istio.io": ["Gateway", "VirtualService"],
  "projectcontour.io": ["HTTPProxy"],
  "route.openshift.io": ["Route"],
  "traefik.containo.us": ["IngressRoute", "IngressRouteTCP", "IngressRouteUDP"],
  "traefik.io": ["IngressRoute", "IngressRouteTCP", "IngressRouteUDP"],
};

/** The kinds as the API server is asked for them. */
export const matchedOf = (kinds: Kinds): readonly Matched[] =>
  Object.entries(kinds).map(([group, names]) => ({ group, resources: names.map(pluralOf) }));

/** Plural of a kind, as those who define these kinds write it. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name === "egress") return "egresses";
  if (name.endsWith("s")) return name;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}
