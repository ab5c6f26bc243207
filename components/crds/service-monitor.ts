import type * as pulumi from "@pulumi/pulumi";

import { CustomResource } from "../lib/kubernetes.ts";

export interface ServiceMonitorArgs {
  readonly metadata: object;
  readonly spec: object;
}

/** A ServiceMonitor of monitoring.coreos.com/v1. */
export class ServiceMonitor extends CustomResource {
  constructor(
    name: string,
    { metadata, spec }: ServiceMonitorArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(
      name,
      { apiVersion: "monitoring.coreos.com/v1", kind: "ServiceMonitor", metadata, spec },
      opts,
    );
  }
}
