import { podSecurityStandards } from "../lib/frameworks.ts";
import { fieldRule } from "./lib/field-rule.ts";
import { type Field, oneOf } from "./lib/fields.ts";

const HANDLERS = [
  "livenessProbe",
  "readinessProbe",
  "startupProbe",
  "lifecycle.postStart",
  "lifecycle.preStop",
];

/** A probe of another host makes the kubelet a stranger's client. */
export const hostProbes = fieldRule({
  name: "host-probes",
  severity: "medium",
  description: "Probes and lifecycle hooks address the pod itself, never another host.",
  remediation: "take host out of the httpGet or tcpSocket of that probe or hook",
  framework: podSecurityStandards("Baseline: Host Probes / Lifecycle Hooks"),
  fields: HANDLERS.flatMap((handler) =>
    ["httpGet", "tcpSocket"].map((action): Field => ({
      path: `${handler}.${action}.host`,
      on: "containers",
      values: oneOf(""),
    })),
  ),
  admission: "a probe or lifecycle hook names a host",
});
