import { podSecurityStandards } from "../lib/frameworks.ts";
import { windows } from "./lib/exemptions.ts";
import { fieldRule } from "./lib/field-rule.ts";
import { oneOf } from "./lib/fields.ts";

/** A process gains no right that its container did not start with. */
export const privilegeEscalation = fieldRule({
  name: "privilege-escalation",
  severity: "high",
  description: "Every container sets allowPrivilegeEscalation to false.",
  remediation: "set securityContext.allowPrivilegeEscalation to false in that container",
  framework: podSecurityStandards("Restricted: Privilege Escalation"),
  exempt: windows,
  fields: [
    {
      path: "securityContext.allowPrivilegeEscalation",
      on: "containers",
      values: oneOf(false),
      unset: "refused",
    },
  ],
  admission: "a container does not set allowPrivilegeEscalation to false",
});
