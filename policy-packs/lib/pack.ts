import { PolicyPack } from "@pulumi/policy";

import { policyOf } from "./crossguard.ts";
import { decodeOnce } from "./decode-once.ts";
import { policyName, type Rule } from "./rule.ts";
import { registered, type Waiver } from "./waivers.ts";

/** Starts an analyzer over these rules; waivers are read once, and a faulty file of waivers ends it with one line. */
export function servePack(name: string, rules: readonly Rule[], known: readonly Rule[]): void {
  decodeOnce();
  const excuses = { waivers: waiversOrEnd(known), now: () => new Date() };
  new PolicyPack(name, { policies: rules.map((rule) => policyOf(rule, excuses)) });
}

/** A throw would reach people as a stack trace of the engine's loader; the engine shows what a pack says before it ends. */
function waiversOrEnd(known: readonly Rule[]): readonly Waiver[] {
  try {
    return registered(known.map(policyName), new Date());
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
