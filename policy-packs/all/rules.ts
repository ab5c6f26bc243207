import type { Rule } from "../lib/rule.ts";
import { finops } from "../finops/rules.ts";
import { governance } from "../governance/rules.ts";
import { networkPolicies } from "../network-policies/rules.ts";
import { podSecurity } from "../pod-security/rules.ts";
import { provenance } from "../provenance/rules.ts";
import { resourceLimits } from "../resource-limits/rules.ts";
import { secrets } from "../secrets/rules.ts";

/** Every rule there is, pack by pack. */
export const rules: readonly Rule[] = [
  ...resourceLimits,
  ...networkPolicies,
  ...podSecurity,
  ...provenance,
  ...secrets,
  ...governance,
  ...finops,
];
