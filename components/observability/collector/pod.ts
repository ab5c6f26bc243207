import type { input } from "@pulumi/kubernetes/types/index.js";
import { restrictedContainer } from "../../lib/pod-security.ts";
import { httpProbes, podAs, resourcesOf, type Size, tokenFor } from "../lib/pods.ts";
import { type Part, partLabels, PORTS } from "../names.ts";

export interface CollectorPod {
  readonly part: Part;
  readonly image: string;
  readonly size: Size;
  readonly priorityClass: string;
  /** Name of the ConfigMap, and the annotation with its hash. */
  readonly config: { readonly name: string; readonly annotation: Record<string, string> };
  /** What it asks of the Kubernetes API. */
  readonly reason: string;
  readonly ports: Readonly<Record<string, number>>;
  readonly env?: input.core.v1.EnvVar[];
  /** Folder that a file exporter writes to. @default none */
  readonly folder?: string;
  readonly spec?: input.core.v1.PodSpec;
}

const CONFIG = "/etc/otelcol";

const field = (name: string, fieldPath: string) => ({
  name,
  valueFrom: { fieldRef: { fieldPath } },
});

/** The pod of a gateway or an agent. */
export const collectorPod = (pod: CollectorPod): input.core.v1.PodTemplateSpec => ({
  metadata: {
    labels: partLabels(pod.part),
    annotations: { ...tokenFor(pod.reason), ...pod.config.annotation },
  },
  spec: {
    serviceAccountName: pod.part,
    automountServiceAccountToken: true,
    priorityClassName: pod.priorityClass,
    securityContext: podAs(10001),
    // Enough to send what is queued.
    terminationGracePeriodSeconds: 60,
    ...pod.spec,
    containers: [
      {
        name: "collector",
        image: pod.image,
        args: [`--config=${CONFIG}/config.yaml`],
        env: [
          field("POD_IP", "status.podIP"),
          field("NODE_NAME", "spec.nodeName"),
          field("NODE_IP", "status.hostIP"),
          ...(pod.env ?? []),
        ],
        ports: Object.entries({ ...pod.ports, health: PORTS.collectorHealth }).map(
          ([name, containerPort]) => ({ name, containerPort, protocol: "TCP" }),
        ),
        resources: resourcesOf(pod.size),
        securityContext: restrictedContainer(),
        ...httpProbes("health", "/"),
        volumeMounts: [
          { name: "config", mountPath: CONFIG, readOnly: true },
          ...(pod.folder === undefined ? [] : [{ name: "out", mountPath: pod.folder }]),
        ],
      },
    ],
    volumes: [
      { name: "config", configMap: { name: pod.config.name } },
      ...(pod.folder === undefined ? [] : [{ name: "out", emptyDir: { sizeLimit: "64Mi" } }]),
    ],
  },
});
