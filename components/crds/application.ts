// Generated from the definition in argo-cd v3.1.16 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { ApplicationArgs } from "./types/application.ts";

const locked = {
  artifact: "argo-cd",
  file: "crds/application",
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Application",
} as const;

/** An Application as argo-cd v3.1.16 defines it. @throws RunError with every field that the definition refuses */
export class Application extends CustomObject {
  constructor(name: string, args: ApplicationArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
