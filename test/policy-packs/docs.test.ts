import { readFileSync } from "node:fs";
import { join } from "node:path";

import { rules } from "../../policy-packs/all/rules.ts";
import { documentOf } from "../../policy-packs/lib/document.ts";
import { policyName } from "../../policy-packs/lib/rule.ts";

describe("docs/policies.md", () => {
  it("is what `node policy-packs/docs.ts` writes", () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/policies.md"), "utf8");

    expect(page).toBe(documentOf(rules));
  });

  it("has a section for every rule, and a link to it", () => {
    const page = documentOf(rules);

    for (const rule of rules) {
      const name = policyName(rule);

      expect(page).toContain(`\n## ${name}\n`);
      expect(page).toContain(`[${name}](#${name.replace("/", "")})`);
    }
  });
});
