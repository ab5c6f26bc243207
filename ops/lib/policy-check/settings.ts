import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../../../lib/fault.ts";
import { suggest } from "../../../lib/suggest.ts";
import type { Given } from "../../../policy-packs/lib/config.ts";
import { policyName, type Rule } from "../../../policy-packs/lib/rule.ts";

/** Rules as an environment has them. */
export interface Settled {
  readonly rules: readonly Rule[];
  readonly configuration: Readonly<Record<string, Given>>;
  /** Rules that the environment switches off. */
  readonly disabled: readonly string[];
}

/** The rules under the settings of an environment; the strictest where none is named. @throws Fault for an unknown one */
export function settle(
  rules: readonly Rule[],
  environment: string | undefined,
  folder: string,
): Settled {
  if (environment === undefined) return { rules, configuration: {}, disabled: [] };
  const file = join(folder, `config.${settingsName(environment, folder)}.json`);
  const given = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, unknown>>;
  const configuration: Record<string, Given> = {};
  const levels = new Map<string, unknown>();
  for (const [policy, value] of Object.entries(given)) {
    if (typeof value !== "object" || value === null) levels.set(policy, value);
    else {
      const { enforcementLevel, ...settings } = value as Record<string, unknown>;
      levels.set(policy, enforcementLevel);
      configuration[policy] = settings;
    }
  }
  const level = (rule: Rule) => levels.get(policyName(rule));
  const disabled = rules.filter((rule) => level(rule) === "disabled");
  return {
    rules: rules
      .filter((rule) => !disabled.includes(rule))
      .map((rule) => (level(rule) === "advisory" ? { ...rule, level: "advisory" as const } : rule)),
    configuration,
    disabled: disabled.map(policyName),
  };
}

function settingsName(environment: string, folder: string): string {
  const known = readdirSync(folder)
    .map((name) => /^config\.([a-z]+)\.json$/.exec(name)?.[1])
    .filter((name) => name !== undefined)
    // "prd" is rather prod than pr.
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const name = /^pr-[1-9]\d{0,9}$/.test(environment) ? "pr" : environment;
  if (known.includes(name)) return name;
  const meant = suggest(name, known);
  throw new Fault({
    where: `environment ${JSON.stringify(environment)}`,
    problem: "is not known",
    fix: meant === undefined ? `known: ${known.join(", ")}, pr-<n>` : `did you mean ${meant}?`,
  });
}
