import { podSecurityStandards } from "../lib/frameworks.ts";
import { userNamespace } from "./lib/exemptions.ts";
import { fieldRule } from "./lib/field-rule.ts";
import { oneOf } from "./lib/fields.ts";

/** Kubernetes itself refuses to start a process as root. */
export const runAsNonRoot = fieldRule({
  name: "run-as-non-root",
  severity: "high",
  description:
    "Every container must run as another user than root, unless the pod has a user namespace of its own.",
  remediation: "set securityContext.runAsNonRoot to true in the pod template",
  framework: podSecurityStandards("Restricted: Running as Non-root"),
  exempt: userNamespace,
  fields: [
    { path: "securityContext.runAsNonRoot", on: "both", values: oneOf(true), unset: "inherited" },
  ],
  admission: "the pod or a container does not set runAsNonRoot to true",
});
