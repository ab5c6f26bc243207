import type { PodMonitorArgs } from "../../crds/types/pod-monitor.ts";
import type { ServiceMonitorArgs } from "../../crds/types/service-monitor.ts";
import { PARTS, PORTS } from "../names.ts";

/** What is scraped of one part: pods, or the pods behind Services, that carry one of these names. */
export interface Monitored {
  readonly name: string;
  readonly by: "pods" | "services";
  readonly namespace: string;
  /** Values of `app.kubernetes.io/name`. */
  readonly labelled: readonly string[];
  readonly endpoints: readonly MonitoredEndpoint[];
}

export interface MonitoredEndpoint {
  /** Name of the port. */
  readonly port: string;
  /** Its numbers, which the network lets through; one name may have another behind each Service. */
  readonly numbers: readonly number[];
  /** Labels of the target win unless it speaks about others, which then keep their own. @default false */
  readonly honorLabels?: boolean;
}

/** Where the platform's other controllers are. */
export interface Homes {
  readonly namespace: string;
  readonly argoCd: string;
}

const on = (port: string, ...numbers: readonly number[]): MonitoredEndpoint => ({ port, numbers });
/** Of a part that speaks about others. */
const about = (port: string, number: number): MonitoredEndpoint => ({
  ...on(port, number),
  honorLabels: true,
});

/** What the platform is made of and brings no monitor itself. Names of ports and Services are those of upstream's manifests. */
export const monitored = ({ namespace, argoCd }: Homes): Monitored[] => [
  {
    name: "argo-cd",
    by: "services",
    namespace: argoCd,
    labelled: [
      ...["argocd-metrics", "argocd-server-metrics", "argocd-repo-server"],
      ...["argocd-applicationset-controller", "argocd-notifications-controller-metrics"],
    ],
    endpoints: [on("metrics", 8080, 8082, 8083, 8084, 9001)],
  },
  {
    name: "argo-rollouts",
    by: "services",
    namespace,
    labelled: ["argo-rollouts-metrics"],
    // Its figures are about Rollouts of other namespaces.
    endpoints: [about("metrics", 8090)],
  },
  {
    name: PARTS.operator,
    by: "services",
    namespace,
    labelled: [PARTS.operator],
    endpoints: [about("http", PORTS.operator)],
  },
  {
    name: PARTS.prometheus,
    by: "pods",
    namespace,
    labelled: [PARTS.prometheus],
    endpoints: [on("web", PORTS.prometheus), on("reloader-web", PORTS.reloader)],
  },
  {
    name: PARTS.alertmanager,
    by: "pods",
    namespace,
    labelled: [PARTS.alertmanager],
    endpoints: [on("web", PORTS.alertmanager), on("reloader-web", PORTS.reloader)],
  },
  {
    name: PARTS.grafana,
    by: "services",
    namespace,
    labelled: [PARTS.grafana],
    endpoints: [on("http", PORTS.grafana)],
  },
  {
    name: PARTS.blackbox,
    by: "services",
    namespace,
    labelled: [PARTS.blackbox],
    endpoints: [on("http", PORTS.blackbox)],
  },
  {
    name: PARTS.gateway,
    by: "pods",
    namespace,
    labelled: [PARTS.gateway],
    endpoints: [
      on("metrics", PORTS.collectorMetrics),
      // What it says about services keeps the names that they gave themselves.
      about("span-metrics", PORTS.spanMetrics),
    ],
  },
  {
    name: PARTS.agent,
    by: "pods",
    namespace,
    labelled: [PARTS.agent],
    // What it says about pods keeps the names that they gave themselves.
    endpoints: [on("metrics", PORTS.collectorMetrics), about("pod-metrics", PORTS.podMetrics)],
  },
];

const endpointsOf = ({ endpoints }: Monitored) =>
  endpoints.map(({ port, honorLabels }) => ({
    port,
    ...(honorLabels === true && { honorLabels }),
  }));

/** What both kinds of monitors say alike; series are called after the name of their part. */
const targetsOf = ({ namespace, labelled }: Monitored) => ({
  jobLabel: NAME,
  namespaceSelector: { matchNames: [namespace] },
  selector: { matchExpressions: [{ key: NAME, operator: "In", values: [...labelled] }] },
});
const NAME = "app.kubernetes.io/name";

/** `spec` of the ServiceMonitor of a part. */
export const serviceMonitorSpec = (part: Monitored): ServiceMonitorArgs["spec"] => ({
  ...targetsOf(part),
  endpoints: endpointsOf(part),
});

/** `spec` of the PodMonitor of a part. */
export const podMonitorSpec = (part: Monitored): PodMonitorArgs["spec"] => ({
  ...targetsOf(part),
  podMetricsEndpoints: endpointsOf(part),
});

/** A namespace of workloads with monitors of their own, and the ports these may name. */
export interface Watched {
  readonly namespace: string;
  readonly ports: readonly number[];
}

/** The ports that Prometheus has to reach, by namespace: those of the parts, and what workloads there name besides. */
export function scrapedPorts(
  parts: readonly Monitored[],
  workloads: readonly Watched[],
): Map<string, number[]> {
  const ofParts = parts.map(({ namespace, endpoints }) => ({
    namespace,
    ports: endpoints.flatMap(({ numbers }) => numbers),
  }));
  const ports = new Map<string, number[]>();
  for (const { namespace, ports: more } of [...ofParts, ...workloads]) {
    const known = new Set([...(ports.get(namespace) ?? []), ...more]);
    ports.set(
      namespace,
      [...known].sort((one, other) => one - other),
    );
  }
  return ports;
}
