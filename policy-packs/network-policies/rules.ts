import type { Rule } from "../lib/rule.ts";
import { defaultDeny } from "./default-deny.ts";

export const networkPolicies: readonly Rule[] = [defaultDeny];
