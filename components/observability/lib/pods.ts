import { PREFIX } from "../../lib/labels.ts";
import { restrictedPod } from "../../lib/pod-security.ts";

/** What one container is promised, or may take, as Kubernetes quantities. */
export interface Share {
  readonly cpu: string;
  readonly memory: string;
  /** Disk of the node: logs, emptyDirs, what it writes outside of volumes. */
  readonly disk: string;
}

/** Size of one container. */
export interface Size {
  readonly requests: Share;
  readonly limits: Share;
}

/** Where the pods of a workload stand among others. */
export interface Placement {
  /** Name of a priority class of the cluster. */
  readonly priorityClass: string;
}

/** `resources` of a container. */
export const resourcesOf = ({ requests, limits }: Size) => ({
  requests: listOf(requests),
  limits: listOf(limits),
});

const listOf = ({ cpu, memory, disk }: Share): Record<string, string> => ({
  cpu,
  memory,
  "ephemeral-storage": disk,
});

/** A small helper beside a main container, such as one that reloads its configuration. */
export const SMALL: Size = {
  requests: { cpu: "10m", memory: "32Mi", disk: "32Mi" },
  limits: { cpu: "40m", memory: "64Mi", disk: "64Mi" },
};

/** `securityContext` of a pod whose processes are that user; 65534 is nobody in every image there is. */
export const podAs = (user = 65534) => ({
  ...restrictedPod(),
  runAsUser: user,
  runAsGroup: user,
  fsGroup: user,
  fsGroupChangePolicy: "OnRootMismatch",
});

/** Probes over HTTP: traffic stops after 30 s of failing, a restart comes after 90 s. */
export const httpProbes = (port: string, ready: string, alive = ready) => ({
  readinessProbe: { httpGet: { path: ready, port }, periodSeconds: 10, failureThreshold: 3 },
  livenessProbe: {
    httpGet: { path: alive, port },
    initialDelaySeconds: 10,
    periodSeconds: 15,
    failureThreshold: 6,
  },
});

/** Annotation that allows a pod a token of the Kubernetes API, and says what for. */
export const tokenFor = (reason: string): Record<string, string> => ({
  [`${PREFIX}/service-account-token`]: reason,
});
