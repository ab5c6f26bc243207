import type { Rule } from "../lib/rule.ts";

export const secrets: readonly Rule[] = [];
