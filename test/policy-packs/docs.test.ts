import { readFileSync } from "node:fs";
import { join } from "node:path";

import { rules } from "../../policy-packs/all/rules.ts";
import type { DoorCounts } from "../../policy-packs/lib/document-doors.ts";
import { documentOf } from "../../policy-packs/lib/document.ts";
import { policyName } from "../../policy-packs/lib/rule.ts";

const counts = JSON.parse(
  readFileSync(join(import.meta.dirname, "../contracts/doors.json"), "utf8"),
) as DoorCounts;

describe("docs/policies.md", () => {
  it("is what `node policy-packs/docs.ts` writes", () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/policies.md"), "utf8");

    expect(page).toBe(documentOf(rules, counts));
  });

  it("has a section for every rule, and a link to it", () => {
    const page = documentOf(rules, counts);

    for (const rule of rules) {
      const name = policyName(rule);

      expect(page).toContain(`\n## ${name}\n`);
      expect(page).toContain(`[${name}](#${name.replace("/", "")})`);
    }
  });

  it("says of every rule which doors it speaks at, and why it is silent at one", () => {
    const page = documentOf(rules, counts);

    for (const rule of rules) {
      const row = page.split("\n").find((line) => line.startsWith(`| ${policyName(rule)} | yes `));

      expect(row).toMatch(
        rule.scope === "stack" || "absent" in rule.admission
          ? /\| no: \w.* \|$/
          : /\| yes: [1-9]\d* accepted, [1-9]\d* refused( \(\d+ completed\))?; \d+ changed ones refused \|$/,
      );
    }
  });
});
