import * as pulumi from "@pulumi/pulumi";
import type { KubernetesObject } from "../lib/install/transform.ts";
import { AlertmanagerCluster } from "./alerting/alertmanager.ts";
import { BlackboxExporter } from "./blackbox/blackbox-exporter.ts";
import { OtelAgent } from "./collector/agent.ts";
import { OtelGateway } from "./collector/gateway.ts";
import { Grafana } from "./grafana/grafana.ts";
import { PORTS } from "./names.ts";
import { monitored, type Watched } from "./prometheus/monitors.ts";
import { PrometheusOperator } from "./prometheus/operator.ts";
import { PrometheusServer } from "./prometheus/server.ts";
import { PlatformRules } from "./rules/platform-rules.ts";
import type { ObservabilityImages, ObservabilitySettings } from "./settings.ts";

export interface ObservabilityArgs {
  /** Namespace of all pods here; it exists and denies all traffic. */
  readonly namespace: string;
  /** Namespaces of the controllers that are watched too. */
  readonly argoCd: string;
  readonly sealedSecrets: string;
  readonly workloads: readonly Watched[];
  /** The operator's published bundle, as it is. */
  readonly bundle: readonly KubernetesObject[];
  /** Makes the definitions outlive a destroy; see InstallOptions. */
  readonly retainedBy: pulumi.ProviderResource | undefined;
  readonly images: ObservabilityImages;
  readonly settings: ObservabilitySettings;
}

/** What deploy jobs and other components need to know. All of it is known before anything is made. */
export interface ObservabilityEndpoints {
  readonly prometheus: string;
  readonly alertmanager: string;
  readonly grafana: string;
  /** OTLP over gRPC and over HTTP, at the gateways and at the agent of the own node. */
  readonly otlpGrpc: string;
  readonly otlpHttp: string;
  readonly otlpNodeGrpc: string;
  readonly otlpNodeHttp: string;
}

/** Everything that watches an environment: telemetry in, metrics kept, alerts told, dashboards shown. */
export class Observability extends pulumi.ComponentResource {
  readonly endpoints: ObservabilityEndpoints;
  readonly dashboards: Grafana["dashboards"];
  /** Names of the groups of rules about the platform. */
  readonly rules: readonly string[];

  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("intelgraph:observability:Observability", name, {}, opts);
    const { namespace, images, settings, workloads } = args;
    const { priorityClass, apiServer, collector } = settings;
    const child = { parent: this };
    // They bring monitors and rules of their own, or may.
    const watched = [...workloads, { namespace: args.sealedSecrets, ports: [PORTS.sealedSecrets] }];
    const common = { namespace, priorityClass };
    const instance = { ...common, reloader: images.reloader };

    const operator = new PrometheusOperator(
      `${name}-operator`,
      {
        ...instance,
        apiServer,
        bundle: args.bundle,
        image: images.operator,
        size: settings.operator.size,
        retainedBy: args.retainedBy,
        watched: watched.map((one) => one.namespace),
      },
      child,
    );
    // The operator's resources need their definitions; and when all goes, it has to clear up after them.
    const operated = { ...child, dependsOn: operator.ready };

    const alertmanager = new AlertmanagerCluster(
      `${name}-alertmanager`,
      { ...instance, image: images.alertmanager, settings: settings.alerting },
      operated,
    );
    const prometheus = new PrometheusServer(
      `${name}-prometheus`,
      {
        ...instance,
        apiServer,
        workloads: watched,
        image: images.prometheus,
        settings: settings.prometheus,
        monitored: monitored({ ...args }),
      },
      operated,
    );
    const rules = new PlatformRules(`${name}-rules`, { namespace }, operated);
    new BlackboxExporter(
      `${name}-blackbox`,
      { ...common, ...settings.blackbox, image: images.blackbox, targets: settings.probes },
      operated,
    );
    const gateway = new OtelGateway(
      `${name}-gateway`,
      { ...common, apiServer, image: images.collector, settings: collector },
      child,
    );
    const agent = new OtelAgent(
      `${name}-agent`,
      {
        ...common,
        apiServer,
        image: images.collector,
        nodes: settings.nodes,
        size: collector.agent.size,
      },
      child,
    );
    const grafana = new Grafana(
      `${name}-grafana`,
      {
        ...common,
        image: images.grafana,
        settings: settings.grafana,
        urls: { prometheus: prometheus.url, alertmanager: alertmanager.url },
      },
      child,
    );

    this.endpoints = {
      prometheus: prometheus.url,
      alertmanager: alertmanager.url,
      grafana: grafana.url,
      otlpGrpc: gateway.endpoints.grpc,
      otlpHttp: gateway.endpoints.http,
      otlpNodeGrpc: agent.endpoints.grpc,
      otlpNodeHttp: agent.endpoints.http,
    };
    this.dashboards = grafana.dashboards;
    this.rules = rules.names;
    this.registerOutputs({
      endpoints: this.endpoints,
      dashboards: this.dashboards,
      rules: this.rules,
    });
  }
}
