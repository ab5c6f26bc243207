import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { rules } from "../../policy-packs/all/rules.ts";
import { policyName } from "../../policy-packs/lib/rule.ts";

/** The rules that each contender has, written in its own language. */
export const tenRules = [
  "resource-limits/container-resources",
  "provenance/image-digest",
  "provenance/image-registry",
  "pod-security/privilege-escalation",
  "pod-security/run-as-non-root",
  "pod-security/capabilities",
  "pod-security/seccomp",
  "pod-security/read-only-root",
  "network-policies/no-host-network",
  "network-policies/service-exposure",
] as const;

export type TenRule = (typeof tenRules)[number];

export const REGISTRY = "registry.intelgraph.example";

/** Settings of an environment in which no other rule is on. @throws Error when a rule was renamed */
export function settingsOfTen(): Readonly<Record<string, unknown>> {
  const known = rules.map(policyName);
  const lost = tenRules.filter((rule) => !known.includes(rule));
  if (lost.length > 0) throw new Error(`no such rule: ${lost.join(", ")}`);
  const others = known.filter((name) => !tenRules.some((rule) => rule === name));
  return {
    ...Object.fromEntries(others.map((name) => [name, "disabled"])),
    "provenance/image-registry": { allowedRegistries: [REGISTRY] },
  };
}

/** Links to everything in a folder but one entry. */
function linkAll(from: string, to: string, except: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name !== except) symlinkSync(join(from, name), join(to, name));
  }
}

/**
 * A checkout of links, in which an environment `bench` has only the ten rules; the arguments that run `ops` in it.
 *
 * The command has no flag that picks rules. This is the command itself, with one more file of settings beside it.
 */
export function opsOfTen(root: string, folder: string): readonly string[] {
  rmSync(folder, { recursive: true, force: true });
  const packs = join(folder, "policy-packs");
  linkAll(join(root, "policy-packs"), packs, "all");
  linkAll(join(root, "policy-packs/all"), join(packs, "all"), "");
  writeFileSync(join(packs, "all/config.bench.json"), JSON.stringify(settingsOfTen()));
  for (const name of ["ops", "lib", "package.json"])
    symlinkSync(join(root, name), join(folder, name));
  const unresolved = ["--preserve-symlinks", "--preserve-symlinks-main"];
  return [...unresolved, join(folder, "ops/cli.js")];
}
