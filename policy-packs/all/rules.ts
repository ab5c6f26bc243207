import type { Rule } from "../lib/rule.ts";
import { networkPolicies } from "../network-policies/rules.ts";
import { provenance } from "../provenance/rules.ts";
import { resourceLimits } from "../resource-limits/rules.ts";

/** Every rule there is, pack by pack. */
export const rules: readonly Rule[] = [...resourceLimits, ...networkPolicies, ...provenance];
