import type * as pulumi from "@pulumi/pulumi";

import { CustomResource } from "../lib/kubernetes.ts";

export interface SealedSecretArgs {
  readonly metadata: object;
  readonly spec: object;
}

/** A SealedSecret of bitnami.com/v1alpha1. */
export class SealedSecret extends CustomResource {
  constructor(
    name: string,
    { metadata, spec }: SealedSecretArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(name, { apiVersion: "bitnami.com/v1alpha1", kind: "SealedSecret", metadata, spec }, opts);
  }
}
