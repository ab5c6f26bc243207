import * as pulumi from "@pulumi/pulumi";
import { Probe } from "../../crds/probe.ts";
import { Deployment } from "../../lib/kubernetes.ts";
import { restrictedContainer } from "../../lib/pod-security.ts";
import { spreadOver } from "../../lib/spread.ts";
import { configOf, yamlOf } from "../lib/config-map.ts";
import {
  accountOf,
  budgetOf,
  childrenOf,
  type Home,
  metadataOf,
  serviceOf,
  trafficOf,
} from "../lib/home.ts";
import { httpProbes, podAs, resourcesOf, type Size } from "../lib/pods.ts";
import { podsAt } from "../../lib/network.ts";
import { flowTo } from "../lib/traffic.ts";
import { hostOf, PARTS, partLabels, podsOf, PORTS } from "../names.ts";
import { blackboxConfig, probeSpec, type ProbeTarget } from "./targets.ts";

export interface BlackboxExporterArgs {
  readonly namespace: string;
  readonly image: string;
  readonly replicas: number;
  readonly size: Size;
  readonly priorityClass: string;
  readonly targets: readonly ProbeTarget[];
}

const PART = PARTS.blackbox;
const CONFIG = "/etc/blackbox";

/** Asks services from outside, as their users do; Prometheus says when and keeps the answers. */
export class BlackboxExporter extends pulumi.ComponentResource {
  constructor(name: string, args: BlackboxExporterArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseTwins(args.targets);
    super("intelgraph:observability:BlackboxExporter", name, {}, opts);
    const { namespace, replicas, targets } = args;
    const home: Home = { name, part: PART, namespace, opts: childrenOf(this, opts) };

    accountOf(home);
    const config = configOf(home, { "config.yaml": yamlOf(blackboxConfig()) });
    serviceOf(home, { http: PORTS.blackbox });
    new Deployment(
      `${name}-deployment`,
      {
        metadata: metadataOf(home),
        spec: {
          replicas,
          selector: { matchLabels: podsOf(PART) },
          template: {
            metadata: { labels: partLabels(PART), annotations: config.annotation },
            spec: {
              serviceAccountName: PART,
              automountServiceAccountToken: false,
              priorityClassName: args.priorityClass,
              securityContext: podAs(),
              topologySpreadConstraints: spreadOver(podsOf(PART)),
              containers: [
                {
                  name: "exporter",
                  image: args.image,
                  args: [`--config.file=${CONFIG}/config.yaml`, "--log.format=json"],
                  ports: [{ name: "http", containerPort: PORTS.blackbox, protocol: "TCP" }],
                  resources: resourcesOf(args.size),
                  securityContext: restrictedContainer(),
                  ...httpProbes("http", "/-/healthy"),
                  volumeMounts: [{ name: "config", mountPath: CONFIG, readOnly: true }],
                },
              ],
              volumes: [{ name: "config", configMap: { name: config.name } }],
            },
          },
        },
      },
      home.opts,
    );
    const prober = `${hostOf(PART, namespace)}:${PORTS.blackbox}`;
    for (const target of targets) {
      const metadata = { name: target.name, namespace, labels: partLabels(PART) };
      new Probe(
        `${name}-probe-${target.name}`,
        { metadata, spec: probeSpec(target, prober) },
        home.opts,
      );
    }
    budgetOf(home, replicas);
    trafficOf(home, {
      ingress: [{ peers: [podsAt(namespace, podsOf(PARTS.prometheus))], ports: [PORTS.blackbox] }],
      egress: targets.map(({ to }) => flowTo(to)),
    });
    this.registerOutputs({});
  }
}

/** Two checks of one name would be one object that each overwrites. */
function refuseTwins(targets: readonly ProbeTarget[]): void {
  const names = targets.map(({ name }) => name);
  const twin = names.find((one, index) => names.indexOf(one) !== index);
  if (twin === undefined) return;
  throw new pulumi.RunError(
    `observability.probes: two probes are named "${twin}"; give one of them another name`,
  );
}
