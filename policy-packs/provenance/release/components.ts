import { field, isRecord } from "../../lib/values.ts";

/** Every component of a document, those within others too. */
export function componentsOf(bom: unknown): Readonly<Record<string, unknown>>[] {
  const found: Readonly<Record<string, unknown>>[] = [];
  const waiting: unknown[] = [field(bom, "components")];
  while (waiting.length > 0) {
    const list = waiting.pop();
    for (const one of Array.isArray(list) ? (list as unknown[]) : []) {
      if (!isRecord(one)) continue;
      found.push(one);
      waiting.push(one["components"]);
    }
  }
  return found;
}
