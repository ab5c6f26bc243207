import * as pulumi from "@pulumi/pulumi";
import { DaemonSet } from "../../lib/kubernetes.ts";
import { configOf, yamlOf } from "../lib/config-map.ts";
import {
  accountOf,
  grantEverywhere,
  type Home,
  metadataOf,
  serviceOf,
  trafficOf,
} from "../lib/home.ts";
import type { Size } from "../lib/pods.ts";
import { flowTo, OUR_NAMESPACES } from "../lib/traffic.ts";
import { hostOf, PARTS, podsOf, PORTS } from "../names.ts";
import { type Addresses, podsAt } from "../../lib/network.ts";
import { READS_KUBELETS, READS_PODS } from "./access.ts";
import { agentConfig } from "./agent-config.ts";
import { collectorPod } from "./pod.ts";

export interface OtelAgentArgs {
  readonly namespace: string;
  readonly image: string;
  readonly size: Size;
  readonly priorityClass: string;
  readonly apiServer: Addresses;
  /** Networks of the nodes. */
  readonly nodes: readonly string[];
}

const PART = PARTS.agent;
const OTLP = { "otlp-grpc": PORTS.otlpGrpc, "otlp-http": PORTS.otlpHttp };
const METRICS = { metrics: PORTS.collectorMetrics, "pod-metrics": PORTS.podMetrics };

/**
 * One collector per node: cleans what the pods of the node send before it leaves it, and reads the figures of its kubelet.
 *
 * It mounts nothing of the node and takes no port of it, so it keeps the level `restricted`. Pods reach it by its Service,
 * which leads to the own node only.
 */
export class OtelAgent extends pulumi.ComponentResource {
  /** Where pods send OTLP to, over gRPC and over HTTP. */
  readonly endpoints: { readonly grpc: string; readonly http: string };

  constructor(name: string, args: OtelAgentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("intelgraph:observability:OtelAgent", name, {}, opts);
    const { namespace } = args;
    const home: Home = { name, part: PART, namespace, opts: { parent: this } };

    accountOf(home);
    grantEverywhere(home, [...READS_PODS, ...READS_KUBELETS]);
    const config = configOf(home, { "config.yaml": yamlOf(agentConfig(namespace)) });
    serviceOf(home, OTLP, { internalTrafficPolicy: "Local" });
    new DaemonSet(
      `${name}-daemonset`,
      {
        metadata: metadataOf(home),
        spec: {
          selector: { matchLabels: podsOf(PART) },
          updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
          template: collectorPod({
            part: PART,
            image: args.image,
            size: args.size,
            priorityClass: args.priorityClass,
            config,
            reason: "looks up which pod of its node sent a span, and asks the kubelet for figures",
            ports: { ...OTLP, ...METRICS },
            // Every node is to be watched, those that are kept for some pods too.
            spec: { containers: [], tolerations: [{ operator: "Exists", effect: "NoSchedule" }] },
          }),
        },
      },
      home.opts,
    );
    trafficOf(home, {
      ingress: [
        { peers: [OUR_NAMESPACES], ports: Object.values(OTLP) },
        { peers: [podsAt(namespace, podsOf(PARTS.prometheus))], ports: Object.values(METRICS) },
      ],
      egress: [
        { peers: [podsAt(namespace, podsOf(PARTS.gateway))], ports: [PORTS.otlpGrpc] },
        flowTo(args.apiServer),
        flowTo({ cidrs: args.nodes, ports: [PORTS.kubelet] }),
      ],
    });

    const host = hostOf(PART, namespace);
    this.endpoints = {
      grpc: `${host}:${PORTS.otlpGrpc}`,
      http: `http://${host}:${PORTS.otlpHttp}`,
    };
    this.registerOutputs({ endpoints: this.endpoints });
  }
}
