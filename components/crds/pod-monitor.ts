import type * as pulumi from "@pulumi/pulumi";
import { CustomResource } from "../lib/kubernetes.ts";

export interface PodMonitorArgs {
  readonly metadata: pulumi.Input<object>;
  readonly spec: pulumi.Input<object>;
}

/** Scrapes pods. */
export class PodMonitor extends CustomResource {
  constructor(name: string, args: PodMonitorArgs, opts?: pulumi.CustomResourceOptions) {
    super(name, { apiVersion: "monitoring.coreos.com/v1", kind: "PodMonitor", ...args }, opts);
  }
}
