import type * as pulumi from "@pulumi/pulumi";
import { CustomResource } from "../lib/kubernetes.ts";

export interface AnalysisTemplateArgs {
  readonly metadata: pulumi.Input<object>;
  readonly spec: pulumi.Input<object>;
}

/** What Rollouts measure before they go on. */
export class AnalysisTemplate extends CustomResource {
  constructor(name: string, args: AnalysisTemplateArgs, opts?: pulumi.CustomResourceOptions) {
    super(name, { apiVersion: "argoproj.io/v1alpha1", kind: "AnalysisTemplate", ...args }, opts);
  }
}
