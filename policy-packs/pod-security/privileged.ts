import { podSecurityStandards } from "../lib/frameworks.ts";
import { fieldRule } from "./lib/field-rule.ts";
import { oneOf } from "./lib/fields.ts";

/** A privileged container is root on its node. */
export const privileged = fieldRule({
  name: "privileged",
  severity: "critical",
  description: "No container is privileged.",
  remediation:
    "take securityContext.privileged out of that container, and give it the one capability or device it needs",
  framework: podSecurityStandards("Baseline: Privileged Containers"),
  fields: [{ path: "securityContext.privileged", on: "containers", values: oneOf(false) }],
  admission: "a container is privileged",
});
