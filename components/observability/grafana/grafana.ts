import * as pulumi from "@pulumi/pulumi";
import { ingressAnnotations, ingressSpec, type ThroughIngress } from "../../lib/ingress.ts";
import { Deployment, Ingress } from "../../lib/kubernetes.ts";
import { configOf, yamlOf } from "../lib/config-map.ts";
import { accountOf, type Home, metadataOf, serviceOf, trafficOf } from "../lib/home.ts";
import { podsAt } from "../../lib/network.ts";
import { type Flow, flowTo } from "../lib/traffic.ts";
import { hostOf, PARTS, podsOf, PORTS } from "../names.ts";
import { dashboards, providerFile } from "./dashboards.ts";
import { datasourcesFile } from "./datasources.ts";
import { DASHBOARDS } from "./environment.ts";
import { grafanaPod } from "./pod.ts";
import type { GrafanaSettings } from "./settings.ts";

export interface GrafanaArgs {
  readonly namespace: string;
  readonly image: string;
  readonly priorityClass: string;
  readonly settings: GrafanaSettings;
  /** Where Prometheus and Alertmanager are reached. */
  readonly urls: { readonly prometheus: string; readonly alertmanager: string };
}

const PART = PARTS.grafana;

/**
 * Shows what Prometheus knows, in dashboards that come from Git.
 *
 * It keeps nothing: all it shows is provisioned, so one pod without a volume can be replaced at any time. Whoever is signed
 * in signs in again then. Two pods would not know of each other's sessions.
 */
export class Grafana extends pulumi.ComponentResource {
  /** Where it is reached, within the cluster. */
  readonly url: string;
  readonly dashboards: readonly { readonly uid: string; readonly title: string }[];

  constructor(name: string, args: GrafanaArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseHomeless(args.settings);
    super("intelgraph:observability:Grafana", name, {}, opts);
    const { namespace, settings } = args;
    const { exposure, sso } = settings;
    const home: Home = { name, part: PART, namespace, opts: { parent: this } };
    const shown = dashboards();

    accountOf(home);
    const provisioning = configOf(
      home,
      {
        "datasources.yaml": yamlOf(datasourcesFile(args.urls)),
        "dashboards.yaml": yamlOf(providerFile(DASHBOARDS)),
      },
      "grafana-provisioning",
    );
    // One per dashboard: the text of an object is limited to 1 MiB.
    const boards = shown.map(({ uid, text }) =>
      configOf(home, { [`${uid}.json`]: text }, `grafana-dashboard-${uid}`),
    );
    serviceOf(home, { http: PORTS.grafana });
    new Deployment(
      `${name}-deployment`,
      {
        metadata: metadataOf(home),
        spec: {
          replicas: 1,
          selector: { matchLabels: podsOf(PART) },
          strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          template: grafanaPod({ ...args, provisioning, boards }),
        },
      },
      home.opts,
    );
    if (exposure.kind === "ingress") {
      new Ingress(
        `${name}-ingress`,
        {
          metadata: { ...metadataOf(home), annotations: ingressAnnotations },
          spec: ingressSpec(exposure, PART),
        },
        home.opts,
      );
    }
    trafficOf(home, {
      ingress: [
        ...(exposure.kind === "ingress" ? [from(exposure.controller)] : []),
        { peers: [podsAt(namespace, podsOf(PARTS.prometheus))], ports: [PORTS.grafana] },
      ],
      egress: [
        { peers: [podsAt(namespace, podsOf(PARTS.prometheus))], ports: [PORTS.prometheus] },
        { peers: [podsAt(namespace, podsOf(PARTS.alertmanager))], ports: [PORTS.alertmanager] },
        ...(sso === undefined ? [] : [flowTo(sso.to)]),
      ],
    });

    this.url = `http://${hostOf(PART, namespace)}:${PORTS.grafana}`;
    this.dashboards = shown.map(({ uid, title }) => ({ uid, title }));
    this.registerOutputs({ url: this.url, dashboards: this.dashboards });
  }
}

const from = ({ namespace, pods }: ThroughIngress["controller"]): Flow => ({
  peers: [podsAt(namespace, pods)],
  ports: [PORTS.grafana],
});

/** The provider would send people back to a host at which nothing answers. */
function refuseHomeless({ exposure, sso }: GrafanaSettings): void {
  if (sso === undefined || exposure.kind === "ingress") return;
  throw new pulumi.RunError(
    "observability.grafana.sso: needs a host to come back to; expose Grafana by an ingress",
  );
}
