import type * as pulumi from "@pulumi/pulumi";
import { CustomResource } from "../lib/kubernetes.ts";

export interface ServiceMonitorArgs {
  readonly metadata: pulumi.Input<object>;
  readonly spec: pulumi.Input<object>;
}

/** Scrapes the pods behind Services. */
export class ServiceMonitor extends CustomResource {
  constructor(name: string, args: ServiceMonitorArgs, opts?: pulumi.CustomResourceOptions) {
    super(name, { apiVersion: "monitoring.coreos.com/v1", kind: "ServiceMonitor", ...args }, opts);
  }
}
