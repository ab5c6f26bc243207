import * as pulumi from "@pulumi/pulumi";
import { Prometheus } from "../../crds/prometheus.ts";
import { PodMonitor } from "../../crds/pod-monitor.ts";
import { ServiceMonitor } from "../../crds/service-monitor.ts";
import {
  accountOf,
  budgetOf,
  childrenOf,
  grantIn,
  type Home,
  metadataOf,
  serviceOf,
  trafficOf,
} from "../lib/home.ts";
import { type Flow, flowTo } from "../lib/traffic.ts";
import { hostOf, INSTANCE, PARTS, partLabels, podsOf, PORTS } from "../names.ts";
import { type Addresses, namespaceAt, podsAt } from "../../lib/network.ts";
import {
  type Monitored,
  podMonitorSpec,
  scrapedPorts,
  serviceMonitorSpec,
  type Watched,
} from "./monitors.ts";
import { type InstancePlan, KEEP_DATA, prometheusSpec } from "./server-spec.ts";
import type { PrometheusSettings } from "./settings.ts";

export interface PrometheusServerArgs extends InstancePlan {
  readonly settings: PrometheusSettings;
  readonly apiServer: Addresses;
  /** The parts of the platform. */
  readonly monitored: readonly Monitored[];
  readonly workloads: readonly Watched[];
}

const PART = PARTS.prometheus;
/** Reads in a namespace which pods and Services there are. */
const FINDS_TARGETS = [
  { apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list", "watch"] },
  {
    apiGroups: ["discovery.k8s.io"],
    resources: ["endpointslices"],
    verbs: ["get", "list", "watch"],
  },
];

/** Scrapes the platform and what asks to be scraped, keeps the samples and evaluates the rules. */
export class PrometheusServer extends pulumi.ComponentResource {
  /** Where it is asked, within the cluster. */
  readonly url: string;

  constructor(name: string, args: PrometheusServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("intelgraph:observability:PrometheusServer", name, {}, opts);
    const { namespace, settings, monitored, workloads } = args;
    const home: Home = { name, part: PART, namespace, opts: childrenOf(this, opts) };
    const targets = scrapedPorts(monitored, workloads);

    accountOf(home);
    for (const at of [...targets.keys()].sort()) grantIn(home, at, FINDS_TARGETS);
    serviceOf(home, { http: PORTS.prometheus });
    new Prometheus(
      `${name}-${INSTANCE}`,
      {
        metadata: { ...metadataOf(home, INSTANCE), annotations: KEEP_DATA },
        spec: prometheusSpec(args, settings),
      },
      home.opts,
    );
    for (const part of monitored) {
      const metadata = { name: part.name, namespace, labels: partLabels(PART) };
      const logical = `${name}-${part.name}`;
      if (part.by === "pods") {
        new PodMonitor(logical, { metadata, spec: podMonitorSpec(part) }, home.opts);
      } else {
        new ServiceMonitor(logical, { metadata, spec: serviceMonitorSpec(part) }, home.opts);
      }
    }
    budgetOf(home, settings.replicas);
    trafficOf(home, { ingress: askers(namespace), egress: [...reaches(args, targets)] });

    this.url = `http://${hostOf(PART, namespace)}:${PORTS.prometheus}`;
    this.registerOutputs({ url: this.url });
  }
}

/** Grafana shows, Argo Rollouts analyses, Prometheus watches itself. */
const askers = (namespace: string): Flow[] => [
  {
    peers: [podsAt(namespace, podsOf(PARTS.grafana)), podsAt(namespace, ARGO_ROLLOUTS)],
    ports: [PORTS.prometheus],
  },
  { peers: [podsAt(namespace, podsOf(PART))], ports: [PORTS.prometheus, PORTS.reloader] },
];

/** The label that upstream gives to the pods of the controller. */
const ARGO_ROLLOUTS = { "app.kubernetes.io/name": "argo-rollouts" };

function* reaches(
  { namespace, apiServer, settings }: PrometheusServerArgs,
  targets: ReadonlyMap<string, readonly number[]>,
): Iterable<Flow> {
  yield flowTo(apiServer);
  // Alerts are sent there whether or not it is scraped.
  yield { peers: [podsAt(namespace, podsOf(PARTS.alertmanager))], ports: [PORTS.alertmanager] };
  for (const [at, ports] of targets) yield { peers: [namespaceAt(at)], ports };
  for (const { to } of settings.remoteWrite ?? []) yield flowTo(to);
}
