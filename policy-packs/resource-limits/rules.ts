import type { Rule } from "../lib/rule.ts";
import { containerResources } from "./container-resources.ts";

export const resourceLimits: readonly Rule[] = [containerResources];
