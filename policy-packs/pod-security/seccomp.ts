import { podSecurityStandards } from "../lib/frameworks.ts";
import { windows } from "./lib/exemptions.ts";
import { fieldRule } from "./lib/field-rule.ts";
import { oneOf } from "./lib/fields.ts";

/** Containers make no system call that nobody reviewed. */
export const seccomp = fieldRule({
  name: "seccomp",
  severity: "high",
  description: "Every container runs under the seccomp profile of its runtime or a local one.",
  remediation: "set securityContext.seccompProfile.type to RuntimeDefault in the pod template",
  framework: podSecurityStandards("Restricted: Seccomp"),
  exempt: windows,
  fields: [
    {
      path: "securityContext.seccompProfile.type",
      on: "both",
      values: oneOf("RuntimeDefault", "Localhost"),
      unset: "inherited",
    },
  ],
  admission: "the pod or a container has no seccompProfile of type RuntimeDefault or Localhost",
});
