import { podSecurityStandards } from "../lib/frameworks.ts";
import { fieldRule } from "./lib/field-rule.ts";
import { oneOf } from "./lib/fields.ts";

/** What /proc hides from containers stays hidden. */
export const procMount = fieldRule({
  name: "proc-mount",
  severity: "high",
  description: "Every container has the default mask over /proc, in user namespaces too.",
  remediation: "take securityContext.procMount out of that container",
  framework: podSecurityStandards("Restricted: /proc Mount Type"),
  fields: [
    {
      path: "securityContext.procMount",
      on: "containers",
      values: oneOf("Default"),
    },
  ],
  admission: "a container sets another procMount than Default",
});
