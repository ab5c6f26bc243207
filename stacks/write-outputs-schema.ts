import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { outputsSchema } from "./outputs.ts";

/** Where the contract lies for those who do not speak TypeScript. */
export const SCHEMA_FILE = join(import.meta.dirname, "outputs.schema.json");

/** The outputs contract as JSON Schema (draft 2020-12), as it is to be committed. */
export function outputsSchemaText(): string {
  const schema = z.toJSONSchema(outputsSchema, { target: "draft-2020-12" });
  return `${JSON.stringify({ title: "Outputs of an IntelGraph stack", ...schema }, undefined, 2)}\n`;
}

if (import.meta.main) {
  writeFileSync(SCHEMA_FILE, outputsSchemaText());
  process.stdout.write("wrote stacks/outputs.schema.json\n");
}
