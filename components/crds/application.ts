import type * as pulumi from "@pulumi/pulumi";
import { CustomResource } from "../lib/kubernetes.ts";

export interface ApplicationArgs {
  readonly metadata: pulumi.Input<object>;
  readonly spec: pulumi.Input<object>;
}

/** Delivers what one source renders into one namespace. */
export class Application extends CustomResource {
  constructor(name: string, args: ApplicationArgs, opts?: pulumi.CustomResourceOptions) {
    super(name, { apiVersion: "argoproj.io/v1alpha1", kind: "Application", ...args }, opts);
  }
}
