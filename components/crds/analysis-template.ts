// Generated from the definition in argo-rollouts v1.8.3 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { AnalysisTemplateArgs } from "./types/analysis-template.ts";

const locked = {
  artifact: "argo-rollouts",
  file: "crds/analysis-template",
  apiVersion: "argoproj.io/v1alpha1",
  kind: "AnalysisTemplate",
} as const;

/** An AnalysisTemplate as argo-rollouts v1.8.3 defines it. @throws RunError with every field that the definition refuses */
export class AnalysisTemplate extends CustomObject {
  constructor(name: string, args: AnalysisTemplateArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
