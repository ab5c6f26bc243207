import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { reportSchema } from "./lib/sbom/report-schema.ts";

/** Where the schema lies for those who read the report. */
export const SCHEMA_FILE = join(import.meta.dirname, "sbom-diff.schema.json");

/** The report of `ops sbom diff --json` as JSON Schema (draft 2020-12), as it is to be committed. */
export function schemaText(): string {
  const schema = z.toJSONSchema(reportSchema, { target: "draft-2020-12" });
  return `${JSON.stringify({ title: "Report of ops sbom diff", ...schema }, undefined, 2)}\n`;
}

if (import.meta.main) {
  writeFileSync(SCHEMA_FILE, schemaText());
  process.stdout.write("wrote ops/sbom-diff.schema.json\n");
}
