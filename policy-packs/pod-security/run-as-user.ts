import { podSecurityStandards } from "../lib/frameworks.ts";
import { userNamespace } from "./lib/exemptions.ts";
import { fieldRule } from "./lib/field-rule.ts";
import type { Values } from "./lib/fields.ts";

/** The API server takes no user below 0. */
const anyButRoot: Values = {
  fit: (value) => Number.isInteger(value) && Number(value) >= 1,
  cel: (read) => `${read} >= 1`,
};

/** Nobody asks for root by its number. */
export const runAsUser = fieldRule({
  name: "run-as-user",
  severity: "high",
  description: "Nothing asks to run as user 0, unless the pod has a user namespace of its own.",
  remediation: "set securityContext.runAsUser to another user than 0, or take it out",
  framework: podSecurityStandards("Restricted: Running as Non-root user"),
  exempt: userNamespace,
  fields: [{ path: "securityContext.runAsUser", on: "both", values: anyButRoot }],
  admission: "the pod or a container runs as user 0",
});
