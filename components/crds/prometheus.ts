import type * as pulumi from "@pulumi/pulumi";
import { CustomResource } from "../lib/kubernetes.ts";

export interface PrometheusArgs {
  readonly metadata: pulumi.Input<object>;
  readonly spec: pulumi.Input<object>;
}

/** A Prometheus server that its operator runs. */
export class Prometheus extends CustomResource {
  constructor(name: string, args: PrometheusArgs, opts?: pulumi.CustomResourceOptions) {
    super(name, { apiVersion: "monitoring.coreos.com/v1", kind: "Prometheus", ...args }, opts);
  }
}
