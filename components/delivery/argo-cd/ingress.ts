import type { KubernetesObject } from "../../lib/install/transform.ts";
import type { ArgoCdSettings } from "./settings.ts";

/** The way in for people, or none. */
export function ingressOf({ exposure, namespace }: ArgoCdSettings): readonly KubernetesObject[] {
  if (exposure.kind === "none") return [];
  const { host, className, tlsSecret } = exposure;
  const service = { name: "argocd-server", port: { name: "http" } };
  return [
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: { name: "argocd-server", namespace },
      spec: {
        ingressClassName: className,
        tls: [{ hosts: [host], secretName: tlsSecret }],
        rules: [
          { host, http: { paths: [{ path: "/", pathType: "Prefix", backend: { service } }] } },
        ],
      },
    },
  ];
}
