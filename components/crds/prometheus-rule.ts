// Generated from the definition in prometheus-operator v0.85.0 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { PrometheusRuleArgs } from "./types/prometheus-rule.ts";

const locked = {
  artifact: "prometheus-operator",
  file: "crds/prometheusrule",
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
} as const;

/** A PrometheusRule as prometheus-operator v0.85.0 defines it. @throws RunError with every field that the definition refuses */
export class PrometheusRule extends CustomObject {
  constructor(name: string, args: PrometheusRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
