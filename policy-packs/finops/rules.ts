import type { Rule } from "../lib/rule.ts";

export const finops: readonly Rule[] = [];
