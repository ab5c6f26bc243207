import type { Selected } from "../../lib/install/select.ts";
import { type KubernetesObject, titleOf } from "../../lib/install/transform.ts";

/** Objects of one name and several kinds. */
export const named = (name: string, ...kinds: readonly string[]): readonly Selected[] =>
  kinds.map((kind) => ({ kind, name }));

/** What a manifest is relied on to bring and no longer does. */
export function missing(
  objects: readonly KubernetesObject[],
  wanted: readonly Selected[],
): readonly string[] {
  const there = new Set(objects.map(titleOf));
  return wanted.map(({ kind, name }) => `${kind} ${name}`).filter((title) => !there.has(title));
}
