import { podSecurityStandards } from "../lib/frameworks.ts";
import { fieldRule } from "./lib/field-rule.ts";
import { type Field, oneOf } from "./lib/fields.ts";

/** The types that the standard allows since 1.31. */
const TYPES = ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

const option = (name: string, ...allowed: string[]): Field => ({
  path: `securityContext.seLinuxOptions.${name}`,
  on: "both",
  values: oneOf(...allowed),
});

/** An SELinux type made for containers, and neither user nor role of anybody else. */
export const seLinux = fieldRule({
  name: "se-linux",
  severity: "high",
  description: "SELinux options name no user, no role and only a type made for containers.",
  remediation:
    "take seLinuxOptions.user and seLinuxOptions.role out, and name a type of container_t, container_init_t, container_kvm_t, container_engine_t or none",
  framework: podSecurityStandards("Baseline: SELinux"),
  fields: [option("type", "", ...TYPES), option("user", ""), option("role", "")],
  admission: "seLinuxOptions name a user, a role or a type that is not for containers",
});
