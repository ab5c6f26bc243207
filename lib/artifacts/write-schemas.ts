import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { imagesSchema } from "./images-schema.ts";
import { artifactsSchema } from "./schema.ts";

const root = join(import.meta.dirname, "../..");

/** Where the schema of each lock lies, beside the lock that names it. */
export const SCHEMA_FILES = {
  artifacts: "artifacts/lock.schema.json",
  images: "artifacts/images.lock.schema.json",
} as const;

const titled = {
  artifacts: { title: "What others publish and the platform installs", schema: artifactsSchema },
  images: { title: "Digests of the images of others", schema: imagesSchema },
} as const satisfies Record<keyof typeof SCHEMA_FILES, object>;

/** The schema of a lock as JSON Schema (draft 2020-12), as it is to be committed. */
export function lockSchemaText(lock: keyof typeof SCHEMA_FILES): string {
  const { title, schema } = titled[lock];
  const json = z.toJSONSchema(schema, { target: "draft-2020-12", io: "input" });
  return `${JSON.stringify({ title, ...json }, undefined, 2)}\n`;
}

if (import.meta.main) {
  for (const lock of Object.keys(SCHEMA_FILES) as (keyof typeof SCHEMA_FILES)[]) {
    writeFileSync(join(root, SCHEMA_FILES[lock]), lockSchemaText(lock));
    process.stdout.write(`wrote ${SCHEMA_FILES[lock]}\n`);
  }
}
