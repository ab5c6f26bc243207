import type * as pulumi from "@pulumi/pulumi";
import { CustomResource } from "../lib/kubernetes.ts";

export interface AppProjectArgs {
  readonly metadata: pulumi.Input<object>;
  readonly spec: pulumi.Input<object>;
}

/** Fences what Applications may fetch from where and deliver where. */
export class AppProject extends CustomResource {
  constructor(name: string, args: AppProjectArgs, opts?: pulumi.CustomResourceOptions) {
    super(name, { apiVersion: "argoproj.io/v1alpha1", kind: "AppProject", ...args }, opts);
  }
}
