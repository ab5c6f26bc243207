import { readFileSync } from "node:fs";
import { join } from "node:path";

import { rules } from "../../../policy-packs/all/rules.ts";
import { assess } from "../../../policy-packs/lib/judge.ts";
import { policyName } from "../../../policy-packs/lib/rule.ts";
import { subjectOf } from "../../../policy-packs/lib/subject.ts";
import { resourceOf } from "../../policy-packs/fixtures/fixture.ts";

type Manifest = Parameters<typeof resourceOf>[0];

const PACKS = join(import.meta.dirname, "../../../policy-packs/all");

/**
 * What the rules over single objects find under the settings of an environment, a line each.
 *
 * Images are judged by their release, which knows nothing of tests; so those rules are left out.
 */
export function findingsOf(objects: readonly Manifest[], environment: string): string[] {
  const text = readFileSync(join(PACKS, `config.${environment}.json`), "utf8");
  const { findings } = assess(
    objects.map((object) => subjectOf(resourceOf(object))),
    {
      rules: rules.filter(({ scope, pack }) => scope === "resource" && pack !== "provenance"),
      configuration: JSON.parse(text) as Record<string, Record<string, unknown>>,
      waivers: [],
      now: new Date(0),
    },
  );
  return findings.map(({ rule, finding }) => `${policyName(rule)}: ${finding.message}`);
}
