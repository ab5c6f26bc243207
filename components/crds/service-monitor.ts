// Generated from the definition in prometheus-operator v0.85.0 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { ServiceMonitorArgs } from "./types/service-monitor.ts";

const locked = {
  artifact: "prometheus-operator",
  file: "crds/servicemonitor",
  apiVersion: "monitoring.coreos.com/v1",
  kind: "ServiceMonitor",
} as const;

/** A ServiceMonitor as prometheus-operator v0.85.0 defines it. @throws RunError with every field that the definition refuses */
export class ServiceMonitor extends CustomObject {
  constructor(name: string, args: ServiceMonitorArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
