import type * as pulumi from "@pulumi/pulumi";

import { CustomResource } from "../lib/kubernetes.ts";

export interface PrometheusRuleArgs {
  readonly metadata: object;
  readonly spec: object;
}

/** A PrometheusRule of monitoring.coreos.com/v1. */
export class PrometheusRule extends CustomResource {
  constructor(
    name: string,
    { metadata, spec }: PrometheusRuleArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(
      name,
      { apiVersion: "monitoring.coreos.com/v1", kind: "PrometheusRule", metadata, spec },
      opts,
    );
  }
}
