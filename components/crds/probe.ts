import type * as pulumi from "@pulumi/pulumi";
import { CustomResource } from "../lib/kubernetes.ts";

export interface ProbeArgs {
  readonly metadata: pulumi.Input<object>;
  readonly spec: pulumi.Input<object>;
}

/** Asks addresses from outside. */
export class Probe extends CustomResource {
  constructor(name: string, args: ProbeArgs, opts?: pulumi.CustomResourceOptions) {
    super(name, { apiVersion: "monitoring.coreos.com/v1", kind: "Probe", ...args }, opts);
  }
}
