import type { Rule } from "../lib/rule.ts";

export const podSecurity: readonly Rule[] = [];
