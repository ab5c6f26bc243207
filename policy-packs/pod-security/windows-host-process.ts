import { podSecurityStandards } from "../lib/frameworks.ts";
import { fieldRule } from "./lib/field-rule.ts";
import { oneOf } from "./lib/fields.ts";

/** A host process is no container at all. */
export const windowsHostProcess = fieldRule({
  name: "windows-host-process",
  severity: "critical",
  description: "No Windows container is a process of its host.",
  remediation: "take windowsOptions.hostProcess out of the pod template and its containers",
  framework: podSecurityStandards("Baseline: HostProcess"),
  fields: [
    {
      path: "securityContext.windowsOptions.hostProcess",
      on: "both",
      values: oneOf(false),
    },
  ],
  admission: "the pod or a container is a process of a Windows host",
});
