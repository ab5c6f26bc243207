// Generated from the definition in prometheus-operator v0.85.0 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { PrometheusArgs } from "./types/prometheus.ts";

const locked = {
  artifact: "prometheus-operator",
  file: "crds/prometheus",
  apiVersion: "monitoring.coreos.com/v1",
  kind: "Prometheus",
} as const;

/** A Prometheus as prometheus-operator v0.85.0 defines it. @throws RunError with every field that the definition refuses */
export class Prometheus extends CustomObject {
  constructor(name: string, args: PrometheusArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
