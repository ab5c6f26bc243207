import { dirname } from "node:path/posix";
import * as pulumi from "@pulumi/pulumi";
import { Deployment } from "../../lib/kubernetes.ts";
import { spreadOver } from "../../lib/spread.ts";
import { configOf, yamlOf } from "../lib/config-map.ts";
import {
  accountOf,
  budgetOf,
  grantEverywhere,
  type Home,
  metadataOf,
  serviceOf,
  trafficOf,
} from "../lib/home.ts";
import { flowTo, OUR_NAMESPACES } from "../lib/traffic.ts";
import { hostOf, PARTS, podsOf, PORTS } from "../names.ts";
import { type Addresses, podsAt } from "../../lib/network.ts";
import { READS_PODS } from "./access.ts";
import { AUTHORIZATION, gatewayConfig, PEERS } from "./gateway-config.ts";
import { collectorPod } from "./pod.ts";
import type { CollectorSettings } from "./settings.ts";

export interface OtelGatewayArgs {
  readonly namespace: string;
  readonly image: string;
  readonly priorityClass: string;
  readonly apiServer: Addresses;
  readonly settings: Omit<CollectorSettings, "agent">;
}

const PART = PARTS.gateway;
const OTLP = { "otlp-grpc": PORTS.otlpGrpc, "otlp-http": PORTS.otlpHttp };
const METRICS = { metrics: PORTS.collectorMetrics, "span-metrics": PORTS.spanMetrics };

/**
 * Takes telemetry from every namespace of ours, cleans it, counts spans, samples traces and sends them on.
 *
 * Nothing passes it uncleaned: a step that fails refuses the data, and the sender tries again.
 */
export class OtelGateway extends pulumi.ComponentResource {
  /** Where pods send OTLP to, over gRPC and over HTTP. */
  readonly endpoints: { readonly grpc: string; readonly http: string };

  constructor(name: string, args: OtelGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("intelgraph:observability:OtelGateway", name, {}, opts);
    const { namespace, settings } = args;
    const { replicas, size } = settings.gateway;
    const home: Home = { name, part: PART, namespace, opts: { parent: this } };

    accountOf(home);
    grantEverywhere(home, READS_PODS);
    const config = configOf(home, {
      "config.yaml": yamlOf(gatewayConfig(settings, namespace)),
    });
    // Metrics of a sender stay with one gateway: each shows what it last saw, and two would show the same series twice.
    serviceOf(home, { ...OTLP, ...METRICS }, { sessionAffinity: "ClientIP" });
    // A gateway that only starts is a peer already: whoever decides about a trace must not change when it is ready.
    serviceOf(
      home,
      { "otlp-grpc": PORTS.otlpGrpc, "otlp-peers": PORTS.otlpPeers },
      { name: PEERS, clusterIP: "None", publishNotReadyAddresses: true },
    );
    const { otlp, file } = settings.exporters;
    new Deployment(
      `${name}-deployment`,
      {
        metadata: metadataOf(home),
        spec: {
          replicas,
          selector: { matchLabels: podsOf(PART) },
          strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          template: collectorPod({
            part: PART,
            image: args.image,
            size,
            priorityClass: args.priorityClass,
            config,
            reason: "looks up which pod sent a span",
            ports: { ...OTLP, "otlp-peers": PORTS.otlpPeers, ...METRICS },
            ...(otlp?.authorization && {
              env: [
                { name: AUTHORIZATION, valueFrom: { secretKeyRef: { ...otlp.authorization } } },
              ],
            }),
            ...(file !== undefined && { folder: dirname(file) }),
            spec: { containers: [], topologySpreadConstraints: spreadOver(podsOf(PART)) },
          }),
        },
      },
      home.opts,
    );
    budgetOf(home, replicas);
    trafficOf(home, {
      ingress: [
        { peers: [OUR_NAMESPACES], ports: Object.values(OTLP) },
        { peers: [podsAt(namespace, podsOf(PART))], ports: [PORTS.otlpPeers] },
        { peers: [podsAt(namespace, podsOf(PARTS.prometheus))], ports: Object.values(METRICS) },
      ],
      egress: [
        { peers: [podsAt(namespace, podsOf(PART))], ports: [PORTS.otlpPeers] },
        flowTo(args.apiServer),
        ...(otlp === undefined ? [] : [flowTo(otlp.to)]),
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
