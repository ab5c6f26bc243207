import type * as pulumi from "@pulumi/pulumi";
import { CustomResource } from "../lib/kubernetes.ts";

export interface AlertmanagerConfigArgs {
  readonly metadata: pulumi.Input<object>;
  readonly spec: pulumi.Input<object>;
}

/** Who is told about which alerts. */
export class AlertmanagerConfig extends CustomResource {
  constructor(name: string, args: AlertmanagerConfigArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      name,
      { apiVersion: "monitoring.coreos.com/v1alpha1", kind: "AlertmanagerConfig", ...args },
      opts,
    );
  }
}
