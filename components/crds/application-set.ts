import type * as pulumi from "@pulumi/pulumi";
import { CustomResource } from "../lib/kubernetes.ts";

export interface ApplicationSetArgs {
  readonly metadata: pulumi.Input<object>;
  readonly spec: pulumi.Input<object>;
}

/** Makes Applications out of a template. */
export class ApplicationSet extends CustomResource {
  constructor(name: string, args: ApplicationSetArgs, opts?: pulumi.CustomResourceOptions) {
    super(name, { apiVersion: "argoproj.io/v1alpha1", kind: "ApplicationSet", ...args }, opts);
  }
}
