import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { type Document, isMap, parseDocument, stringify, visit } from "yaml";

import { writeAtomic } from "../../lib/write-atomic.ts";

/** Values a run puts in place of those in the committed file, by their path below `config`. */
export type Replacements = readonly (readonly [path: readonly string[], value: unknown])[];

export interface DerivedConfig {
  /** Folder for it; a Pulumi.yaml of the same project is put beside it. */
  readonly folder: string;
  readonly project: string;
  readonly stack: string;
  /** The committed settings. @default none: an empty file */
  readonly source?: Document;
  readonly replacements?: Replacements;
}

/**
 * Writes the settings a run uses, and returns the file.
 *
 * The engine writes an encryption salt into the settings of a stack it makes; a derived file keeps the committed one
 * untouched. The salt is carried over from the file that was there.
 */
export function deriveConfig(derived: DerivedConfig): string {
  const { folder, project, stack, source, replacements = [] } = derived;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `Pulumi.${stack}.yaml`);
  const document = source === undefined ? parseDocument("{}") : source.clone();
  const salt: unknown = previous(path)?.get("encryptionsalt");
  if (salt !== undefined && !document.has("encryptionsalt")) document.set("encryptionsalt", salt);
  for (const [at, value] of replacements)
    document.setIn(["config", ...at], quoted(document, value));
  writeAtomic(path, document.toString());
  writeAtomic(join(folder, "Pulumi.yaml"), stringify({ name: project, runtime: "nodejs" }));
  return path;
}

/** The value with every text in quotes: the engine's YAML would read a bare time as a time, not as text. */
function quoted(document: Document, value: unknown): unknown {
  const node = document.createNode(value);
  visit(node, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === "string") scalar.type = "QUOTE_DOUBLE";
    },
  });
  return node;
}

/** A value of the settings that the last run used, as plain data; undefined when there was none. */
export function derivedValue(folder: string, stack: string, at: readonly string[]): unknown {
  const document = previous(join(folder, `Pulumi.${stack}.yaml`));
  if (!isMap(document?.contents)) return undefined;
  const value: unknown = document.getIn(["config", ...at]);
  return isMap(value) ? value.toJSON() : value;
}

function previous(path: string): Document | undefined {
  if (!existsSync(path)) return undefined;
  const document = parseDocument(readFileSync(path, "utf8"));
  return document.errors.length === 0 ? document : undefined;
}
