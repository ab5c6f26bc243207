import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { artifactsSchema } from "./schema.ts";

const root = join(import.meta.dirname, "../..");

/** Where the schema of the lock lies, beside the lock that names it. */
export const SCHEMA_FILE = "artifacts/lock.schema.json";

/** The schema of the lock as JSON Schema (draft 2020-12), as it is to be committed. */
export function lockSchemaText(): string {
  const schema = z.toJSONSchema(artifactsSchema, { target: "draft-2020-12", io: "input" });
  const title = "What others publish and the platform installs, byte for byte";
  return `${JSON.stringify({ title, ...schema }, undefined, 2)}\n`;
}

if (import.meta.main) {
  writeFileSync(join(root, SCHEMA_FILE), lockSchemaText());
  process.stdout.write(`wrote ${SCHEMA_FILE}\n`);
}
