// Generated from the definition in prometheus-operator v0.85.0 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { PodMonitorArgs } from "./types/pod-monitor.ts";

const locked = {
  artifact: "prometheus-operator",
  file: "crds/podmonitor",
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PodMonitor",
} as const;

/** A PodMonitor as prometheus-operator v0.85.0 defines it. @throws RunError with every field that the definition refuses */
export class PodMonitor extends CustomObject {
  constructor(name: string, args: PodMonitorArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
