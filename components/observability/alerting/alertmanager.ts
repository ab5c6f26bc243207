import * as pulumi from "@pulumi/pulumi";
import type { AlertmanagerArgs } from "../../crds/types/alertmanager.ts";
import { Alertmanager } from "../../crds/alertmanager.ts";
import { AlertmanagerConfig } from "../../crds/alertmanager-config.ts";
import {
  accountOf,
  budgetOf,
  childrenOf,
  type Home,
  metadataOf,
  serviceOf,
  trafficOf,
} from "../lib/home.ts";
import { resourcesOf } from "../lib/pods.ts";
import { podsAt } from "../../lib/network.ts";
import { type Flow, flowTo } from "../lib/traffic.ts";
import { hostOf, INSTANCE, PARTS, podsOf, PORTS } from "../names.ts";
import { instance, type InstancePlan, KEEP_DATA } from "../prometheus/server-spec.ts";
import { alertRoutes } from "./routes.ts";
import type { AlertingSettings } from "./settings.ts";

export interface AlertmanagerClusterArgs extends InstancePlan {
  readonly settings: AlertingSettings;
}

const PART = PARTS.alertmanager;

/** Tells people about alerts: once, grouped, and only the ones that matter now. */
export class AlertmanagerCluster extends pulumi.ComponentResource {
  /** Where it is reached, within the cluster. */
  readonly url: string;

  constructor(name: string, args: AlertmanagerClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("intelgraph:observability:AlertmanagerCluster", name, {}, opts);
    const { namespace, settings } = args;
    const home: Home = { name, part: PART, namespace, opts: childrenOf(this, opts) };

    accountOf(home);
    serviceOf(home, { http: PORTS.alertmanager });
    const routes = new AlertmanagerConfig(
      `${name}-routes`,
      { metadata: metadataOf(home, INSTANCE), spec: alertRoutes(settings) },
      home.opts,
    );
    new Alertmanager(
      `${name}-${INSTANCE}`,
      {
        metadata: { ...metadataOf(home, INSTANCE), annotations: KEEP_DATA },
        spec: alertmanagerSpec(args),
      },
      { parent: this, dependsOn: [routes] },
    );
    budgetOf(home, settings.replicas);
    const members = gossip(namespace);
    trafficOf(home, {
      ingress: [
        {
          peers: [podsAt(namespace, podsOf(PARTS.prometheus))],
          ports: [PORTS.alertmanager, PORTS.reloader],
        },
        { peers: [podsAt(namespace, podsOf(PARTS.grafana))], ports: [PORTS.alertmanager] },
        members,
      ],
      egress: [
        members,
        ...[...Object.values(settings.receivers), settings.watchdog].flatMap((webhook) =>
          webhook === undefined ? [] : [flowTo(webhook.to)],
        ),
      ],
    });

    this.url = `http://${hostOf(PART, namespace)}:${PORTS.alertmanager}`;
    this.registerOutputs({ url: this.url });
  }
}

/**
 * What the members tell each other: who was told what, and which silences there are.
 *
 * News goes by UDP and by TCP when it is too long for a packet. Without UDP each member tells people what another one told.
 */
const gossip = (namespace: string): Flow => ({
  peers: [podsAt(namespace, podsOf(PART))],
  ports: [PORTS.alertmanagerPeers],
  protocols: ["TCP", "UDP"],
});

/** `spec` of the Alertmanager resource. */
function alertmanagerSpec({
  settings,
  ...plan
}: AlertmanagerClusterArgs): AlertmanagerArgs["spec"] {
  const common = instance(PART, plan, settings.storage);
  return {
    ...common,
    replicas: settings.replicas,
    retention: settings.retention,
    resources: resourcesOf(settings.size),
    alertmanagerConfiguration: { name: INSTANCE },
    containers: [...common.containers, { name: PART, ...probes }],
    clusterGossipInterval: "200ms",
  };
}

/** What the operator sets too; written down, it can be judged. */
const probes = {
  readinessProbe: {
    httpGet: { path: "/-/ready", port: "web" },
    initialDelaySeconds: 3,
    timeoutSeconds: 3,
    periodSeconds: 5,
    failureThreshold: 10,
  },
  livenessProbe: {
    httpGet: { path: "/-/healthy", port: "web" },
    timeoutSeconds: 3,
    failureThreshold: 10,
  },
};
