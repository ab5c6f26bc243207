import type { Rule } from "../lib/rule.ts";

export const governance: readonly Rule[] = [];
