import type { input } from "@pulumi/kubernetes/types/index.js";

import { restrictedContainer, restrictedPod } from "../lib/pod-security.ts";
import { keySecretName, type SealingCertificate } from "../../lib/sealing/certificate.ts";

/** Ports of the controller: what kubeseal could ask, and metrics. Upstream's. */
export const HTTP_PORT = 8080;
export const METRICS_PORT = 8081;

export const CONTROLLER = "sealed-secrets-controller";

/** Labels by which its pods are selected. */
export const controllerLabels = {
  "app.kubernetes.io/name": CONTROLLER,
  "app.kubernetes.io/component": "sealed-secrets",
} as const;

export interface ControllerPodArgs {
  /** With its digest. */
  readonly image: string;
  readonly certificate: SealingCertificate;
  /** Namespaces whose SealedSecrets it opens. */
  readonly opens: readonly string[];
  /** Go duration after which the controller makes a key of its own; `0` never. */
  readonly keyRenewPeriod: string;
  /** Labels of the pod besides those it is selected by. */
  readonly labels: Readonly<Record<string, string>>;
  readonly priorityClass: string | undefined;
}

/**
 * The controller's pod.
 *
 * It mounts the public half of the committed certificate's key, which it does not read: until `ops` has put that Secret
 * there, the kubelet starts no container, so that the controller never begins with a key of its own making; and a newer
 * certificate starts it anew, because it reads its keys only when it starts.
 */
export function controllerPod(args: ControllerPodArgs): input.core.v1.PodTemplateSpec {
  const { image, certificate, opens, keyRenewPeriod, labels, priorityClass } = args;
  const probe = { path: "/healthz", port: "http" };
  return {
    metadata: {
      labels: { ...labels, ...controllerLabels },
      annotations: {
        "intelgraph.internal/service-account-token": "opens SealedSecrets and writes the Secrets",
        "intelgraph.internal/sealing-certificate": certificate.fingerprint,
      },
    },
    spec: {
      serviceAccountName: CONTROLLER,
      automountServiceAccountToken: true,
      ...(priorityClass === undefined ? {} : { priorityClassName: priorityClass }),
      securityContext: {
        ...restrictedPod(),
        runAsUser: 1001,
        runAsGroup: 1001,
        fsGroup: 65534,
      },
      containers: [
        {
          name: "controller",
          image,
          command: ["controller"],
          args: [
            "--update-status",
            "--all-namespaces=false",
            `--additional-namespaces=${[...opens].sort().join(",")}`,
            `--key-renew-period=${keyRenewPeriod}`,
            "--accept-deprecated-v1-data=false",
            "--log-format=json",
          ],
          ports: [
            { name: "http", containerPort: HTTP_PORT },
            { name: "metrics", containerPort: METRICS_PORT },
          ],
          resources: {
            requests: { cpu: "50m", memory: "64Mi", "ephemeral-storage": "16Mi" },
            limits: { cpu: "200m", memory: "128Mi", "ephemeral-storage": "32Mi" },
          },
          readinessProbe: { httpGet: probe, periodSeconds: 10, failureThreshold: 3 },
          livenessProbe: { httpGet: probe, periodSeconds: 20, failureThreshold: 6 },
          securityContext: restrictedContainer(),
          volumeMounts: [{ name: "sealing-key", mountPath: "/etc/sealing-key", readOnly: true }],
        },
      ],
      volumes: [
        {
          name: "sealing-key",
          secret: {
            secretName: keySecretName(certificate),
            items: [{ key: "tls.crt", path: "tls.crt" }],
            defaultMode: 0o444,
          },
        },
      ],
    },
  };
}
