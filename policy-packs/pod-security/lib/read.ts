import { CannotTell, type Lazy } from "../../lib/finding.ts";
import type { Pod } from "../../lib/pod-template.ts";
import { elements, isAbsent, isRecord, type Props } from "../../lib/values.ts";

/** The value at a path, undefined when it is not set; what stands in its way and is no map is malformed and throws. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found: unknown = value;
  for (const [i, key] of path.entries()) {
    if (isAbsent(found)) return undefined;
    if (!isRecord(found))
      throw new CannotTell(`${path.slice(0, i).join(".") || "it"} is not a map`);
    found = Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return isAbsent(found) ? undefined : found;
}

/** The elements of a list of maps, each readable on its own, named after whoever holds the list. */
export const mapsIn = (label: string, holder: Props, key: string): readonly Lazy<Props>[] =>
  elements(holder, key).map(({ where, read }) => ({
    where: `${label} ${where}`.trim(),
    read: () => {
      const found = read();
      if (!isRecord(found)) throw new CannotTell("is not a map");
      return found;
    },
  }));

/** How findings about the pod itself name it. */
export const podLabel = ({ where }: Pod): string =>
  where === "" ? "the pod" : `the pod of ${where}`;

/** The annotations of the pod, those of its template; none when there are none. */
export function annotationsOf({ template }: Pod): Props {
  const found = at(template, "metadata", "annotations") ?? {};
  if (!isRecord(found)) throw new CannotTell("metadata.annotations is not a map");
  return found;
}
