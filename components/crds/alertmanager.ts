// Generated from the definition in prometheus-operator v0.85.0 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { AlertmanagerArgs } from "./types/alertmanager.ts";

const locked = {
  artifact: "prometheus-operator",
  file: "crds/alertmanager",
  apiVersion: "monitoring.coreos.com/v1",
  kind: "Alertmanager",
} as const;

/** An Alertmanager as prometheus-operator v0.85.0 defines it. @throws RunError with every field that the definition refuses */
export class Alertmanager extends CustomObject {
  constructor(name: string, args: AlertmanagerArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
