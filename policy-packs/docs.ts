import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { rules } from "./all/rules.ts";
import type { DoorCounts } from "./lib/document-doors.ts";
import { documentOf } from "./lib/document.ts";

const usage = `usage: node policy-packs/docs.ts [--check]
Writes docs/policies.md from the rules and from test/contracts/doors.json; with --check writes nothing and exits 1 when the page is out of date.`;

const { values } = parseArgs({
  options: { check: { type: "boolean" }, help: { type: "boolean" } },
});
const page = new URL("../docs/policies.md", import.meta.url);
const counted = new URL("../test/contracts/doors.json", import.meta.url);
const text = documentOf(rules, JSON.parse(readFileSync(counted, "utf8")) as DoorCounts);

if (values.help === true) {
  console.log(usage);
} else if (values.check !== true) {
  writeFileSync(page, text);
} else if (readFileSync(page, "utf8") !== text) {
  console.error("docs/policies.md: out of date; run `node policy-packs/docs.ts`");
  process.exitCode = 1;
}
