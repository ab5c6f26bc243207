type Labels = Readonly<Record<string, string>>;

/** How people reach something. TLS ends at the ingress; without one it is reached by `kubectl port-forward` only. */
export type Exposure = { readonly kind: "none" } | ThroughIngress;

export interface ThroughIngress {
  readonly kind: "ingress";
  readonly host: string;
  readonly className: string;
  /** Name of the Secret with the certificate, in the same namespace. */
  readonly tlsSecret: string;
  /** Pods of the ingress controller. */
  readonly controller: { readonly namespace: string; readonly pods: Labels };
}

/**
 * An up does not wait for the address: whether a controller publishes one is a matter of the cluster, a rehearsal has no
 * controller, and whether people get through is what probes ask.
 */
export const ingressAnnotations = { "pulumi.com/skipAwait": "true" };

/** `spec` of the Ingress that leads all of a host to the port `http` of one Service. */
export const ingressSpec = ({ host, className, tlsSecret }: ThroughIngress, service: string) => {
  const backend = { service: { name: service, port: { name: "http" } } };
  return {
    ingressClassName: className,
    tls: [{ hosts: [host], secretName: tlsSecret }],
    rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
  };
};
