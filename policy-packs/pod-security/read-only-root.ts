import { nsaHardening } from "../lib/frameworks.ts";
import { windows } from "./lib/exemptions.ts";
import { fieldRule } from "./lib/field-rule.ts";
import { oneOf } from "./lib/fields.ts";

/** What an attacker writes into a container is gone, or never was. */
export const readOnlyRoot = fieldRule({
  name: "read-only-root",
  severity: "medium",
  description: "Every container has a root file system that is read only.",
  remediation:
    "set securityContext.readOnlyRootFilesystem to true in that container, and mount an emptyDir where it has to write",
  framework: nsaHardening("Kubernetes Pod security: immutable container file systems"),
  exempt: windows,
  fields: [
    {
      path: "securityContext.readOnlyRootFilesystem",
      on: "containers",
      values: oneOf(true),
      unset: "refused",
    },
  ],
  admission: "a container does not set readOnlyRootFilesystem to true",
});
