import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { reportSchema } from "./lib/policy-check/report-schema.ts";

/** Where the schema lies for those who read the report. */
export const SCHEMA_FILE = join(import.meta.dirname, "policy-check.schema.json");

/** The report of `ops policy check --json` as JSON Schema (draft 2020-12), as it is to be committed. */
export function schemaText(): string {
  const schema = z.toJSONSchema(reportSchema, { target: "draft-2020-12" });
  return `${JSON.stringify({ title: "Report of ops policy check", ...schema }, undefined, 2)}\n`;
}

if (import.meta.main) {
  writeFileSync(SCHEMA_FILE, schemaText());
  process.stdout.write("wrote ops/policy-check.schema.json\n");
}
