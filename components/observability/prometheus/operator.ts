import * as pulumi from "@pulumi/pulumi";
import { installObjects } from "../../lib/install/install-objects.ts";
import type { KubernetesObject } from "../../lib/install/transform.ts";
import { accountOf, grantEverywhere, grantIn, type Home, trafficOf } from "../lib/home.ts";
import type { Size } from "../lib/pods.ts";
import { flowTo } from "../lib/traffic.ts";
import { PARTS, podsOf, PORTS } from "../names.ts";
import { type Addresses, podsAt } from "../../lib/network.ts";
import { KEEPS_INSTANCES, LOOKS_AROUND, READS_MONITORS } from "./operator-access.ts";
import { operatorObjects } from "./operator-objects.ts";

export interface PrometheusOperatorArgs {
  readonly namespace: string;
  /** The published bundle, as it is. */
  readonly bundle: readonly KubernetesObject[];
  readonly image: string;
  readonly reloader: string;
  readonly size: Size;
  readonly priorityClass: string;
  readonly apiServer: Addresses;
  /** Namespaces with monitors and rules, its own among them. */
  readonly watched: readonly string[];
  /** Makes the definitions, and with them all monitors and rules, outlive a destroy; see InstallOptions. */
  readonly retainedBy: pulumi.ProviderResource | undefined;
}

/**
 * Turns monitors, rules and alert routes into the configuration of Prometheus and Alertmanager.
 *
 * It writes in its own namespace and reads the kinds it is for in the named ones; it has no way to the Secrets of others.
 */
export class PrometheusOperator extends pulumi.ComponentResource {
  /** What its custom resources have to wait for. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: PrometheusOperatorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("intelgraph:observability:PrometheusOperator", name, {}, opts);
    const { namespace, watched } = args;
    const home: Home = { name, part: PARTS.operator, namespace, opts: { parent: this } };

    accountOf(home);
    grantEverywhere(home, LOOKS_AROUND);
    for (const one of [...new Set([namespace, ...watched])].sort()) {
      grantIn(
        home,
        one,
        one === namespace ? [...READS_MONITORS, ...KEEPS_INSTANCES] : READS_MONITORS,
      );
    }
    const installed = installObjects(
      name,
      operatorObjects(args.bundle, { ...args, watched: [...new Set([namespace, ...watched])] }),
      { parent: this, retainedBy: args.retainedBy },
    );
    trafficOf(home, {
      ingress: [{ peers: [podsAt(namespace, podsOf(PARTS.prometheus))], ports: [PORTS.operator] }],
      egress: [flowTo(args.apiServer)],
    });

    this.ready = [...installed.resources];
    this.registerOutputs({});
  }
}
