import { PolicyPack } from "@pulumi/policy";

import { policyOf } from "./crossguard.ts";
import { policyName, type Rule } from "./rule.ts";
import { registered } from "./waivers.ts";

/** Starts an analyzer over these rules; waivers are read once, and a faulty file of waivers ends it with one line. */
export function servePack(name: string, rules: readonly Rule[], known: readonly Rule[]): void {
  const waivers = registered(known.map(policyName), new Date());
  const excuses = { waivers, now: () => new Date() };
  new PolicyPack(name, { policies: rules.map((rule) => policyOf(rule, excuses)) });
}
