// Generated from the definition in argo-rollouts v1.8.3 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { RolloutArgs } from "./types/rollout.ts";

const locked = {
  artifact: "argo-rollouts",
  file: "crds/rollout",
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Rollout",
} as const;

/** A Rollout as argo-rollouts v1.8.3 defines it. @throws RunError with every field that the definition refuses */
export class Rollout extends CustomObject {
  constructor(name: string, args: RolloutArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
