// Generated from the definition in argo-cd v3.1.16 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { AppProjectArgs } from "./types/app-project.ts";

const locked = {
  artifact: "argo-cd",
  file: "crds/appproject",
  apiVersion: "argoproj.io/v1alpha1",
  kind: "AppProject",
} as const;

/** An AppProject as argo-cd v3.1.16 defines it. @throws RunError with every field that the definition refuses */
export class AppProject extends CustomObject {
  constructor(name: string, args: AppProjectArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
