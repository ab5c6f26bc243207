import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { type FileKind, schemas } from "./schemas.ts";

const root = join(import.meta.dirname, "../../..");

/** Where the schema of each file lies, beside the files that name it. */
export const SCHEMA_FILES = {
  release: "releases/release.schema.json",
  thirdParty: "releases/third-party.schema.json",
  accepted: "releases/accepted.schema.json",
  trust: "policy-packs/provenance/trust.schema.json",
} as const satisfies Record<FileKind, string>;

const titles: Readonly<Record<FileKind, string>> = {
  release: "What an environment runs, and the evidence that it may",
  thirdParty: "Images of others, and the identity their publishers sign under",
  accepted: "High vulnerabilities that may stay for a while",
  trust: "Who may build and attest what, to the letter",
};

/** A schema as JSON Schema (draft 2020-12), as it is to be committed. */
export function schemaText(kind: FileKind): string {
  const schema = z.toJSONSchema(schemas()[kind], { target: "draft-2020-12", io: "input" });
  return `${JSON.stringify({ title: titles[kind], ...schema }, undefined, 2)}\n`;
}

if (import.meta.main) {
  for (const kind of Object.keys(SCHEMA_FILES) as FileKind[]) {
    writeFileSync(join(root, SCHEMA_FILES[kind]), schemaText(kind));
    process.stdout.write(`wrote ${SCHEMA_FILES[kind]}\n`);
  }
}
