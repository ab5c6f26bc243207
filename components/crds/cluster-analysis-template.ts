// Generated from the definition in argo-rollouts v1.8.3 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { ClusterAnalysisTemplateArgs } from "./types/cluster-analysis-template.ts";

const locked = {
  artifact: "argo-rollouts",
  file: "crds/cluster-analysis-template",
  apiVersion: "argoproj.io/v1alpha1",
  kind: "ClusterAnalysisTemplate",
} as const;

/** A ClusterAnalysisTemplate as argo-rollouts v1.8.3 defines it. @throws RunError with every field that the definition refuses */
export class ClusterAnalysisTemplate extends CustomObject {
  constructor(
    name: string,
    args: ClusterAnalysisTemplateArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(locked, name, args, opts);
  }
}
