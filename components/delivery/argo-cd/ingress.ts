import type { KubernetesObject } from "../../lib/install/transform.ts";
import { ingressAnnotations, ingressSpec } from "../../lib/ingress.ts";
import type { ArgoCdSettings } from "./settings.ts";

const SERVER = "argocd-server";

/** The way in for people, or none. */
export const ingressOf = ({ exposure, namespace }: ArgoCdSettings): readonly KubernetesObject[] =>
  exposure.kind === "none"
    ? []
    : [
        {
          apiVersion: "networking.k8s.io/v1",
          kind: "Ingress",
          metadata: { name: SERVER, namespace, annotations: ingressAnnotations },
          spec: ingressSpec(exposure, SERVER),
        },
      ];
