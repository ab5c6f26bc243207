import type * as pulumi from "@pulumi/pulumi";
import { CustomResource } from "../lib/kubernetes.ts";

export interface AlertmanagerArgs {
  readonly metadata: pulumi.Input<object>;
  readonly spec: pulumi.Input<object>;
}

/** An Alertmanager cluster that its operator runs. */
export class Alertmanager extends CustomResource {
  constructor(name: string, args: AlertmanagerArgs, opts?: pulumi.CustomResourceOptions) {
    super(name, { apiVersion: "monitoring.coreos.com/v1", kind: "Alertmanager", ...args }, opts);
  }
}
