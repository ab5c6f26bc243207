// Generated from the definition in prometheus-operator v0.85.0 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import { CustomObject } from "../lib/custom/custom-object.ts";
import type { ProbeArgs } from "./types/probe.ts";

const locked = {
  artifact: "prometheus-operator",
  file: "crds/probe",
  apiVersion: "monitoring.coreos.com/v1",
  kind: "Probe",
} as const;

/** A Probe as prometheus-operator v0.85.0 defines it. @throws RunError with every field that the definition refuses */
export class Probe extends CustomObject {
  constructor(name: string, args: ProbeArgs, opts?: pulumi.CustomResourceOptions) {
    super(locked, name, args, opts);
  }
}
