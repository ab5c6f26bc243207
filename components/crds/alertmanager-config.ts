// Generated from the definition in prometheus-operator v0.85.0 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { AlertmanagerConfigArgs } from "./types/alertmanager-config.ts";

const locked = {
  artifact: "prometheus-operator",
  file: "crds/alertmanagerconfig",
  apiVersion: "monitoring.coreos.com/v1alpha1",
  kind: "AlertmanagerConfig",
} as const;

/** An AlertmanagerConfig as prometheus-operator v0.85.0 defines it. @throws RunError with every field that the definition refuses */
export class AlertmanagerConfig extends CustomObject {
  constructor(name: string, args: AlertmanagerConfigArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
