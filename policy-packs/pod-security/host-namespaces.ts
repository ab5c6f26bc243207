import { podSecurityStandards } from "../lib/frameworks.ts";
import { fieldRule } from "./lib/field-rule.ts";
import { oneOf } from "./lib/fields.ts";

/** A pod in a namespace of the host sees and reaches what runs beside it. */
export const hostNamespaces = fieldRule({
  name: "host-namespaces",
  severity: "critical",
  description: "No pod shares the network, the processes or the IPC of its host.",
  remediation: "take hostNetwork, hostPID and hostIPC out of the pod template",
  framework: podSecurityStandards("Baseline: Host Namespaces"),
  fields: ["hostNetwork", "hostPID", "hostIPC"].map((path) => ({
    path,
    on: "pod",
    values: oneOf(false),
  })),
  admission: "the pod shares hostNetwork, hostPID or hostIPC",
});
