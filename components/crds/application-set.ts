// Generated from the definition in argo-cd v3.1.16 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { ApplicationSetArgs } from "./types/application-set.ts";

const locked = {
  artifact: "argo-cd",
  file: "crds/applicationset",
  apiVersion: "argoproj.io/v1alpha1",
  kind: "ApplicationSet",
} as const;

/** An ApplicationSet as argo-cd v3.1.16 defines it. @throws RunError with every field that the definition refuses */
export class ApplicationSet extends CustomObject {
  constructor(name: string, args: ApplicationSetArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
