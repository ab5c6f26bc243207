import { isRecord, type Props } from "./values.ts";

const LISTS = new Set(["containers", "initContainers", "ephemeralContainers"]);

/**
 * Where an object of an unknown kind looks as if it carried pods, else undefined.
 *
 * Looks for lists of containers and for image names, at any depth below anything but metadata and status. An unknown
 * value on the way throws, because it could hide either.
 */
export function traceOfPods(props: Props): string | undefined {
  for (const key of Object.keys(props)) {
    if (key === "metadata" || key === "status") continue;
    const trace = search(key, props[key], key);
    if (trace !== undefined) return trace;
  }
  return undefined;
}

function search(key: string, value: unknown, path: string): string | undefined {
  if (key === "image" && typeof value === "string" && value !== "") return path;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (LISTS.has(key) && items.length > 0) return path;
    return first(items.keys(), (i) => search("", items[i], `${path}[${i}]`));
  }
  if (!isRecord(value)) return undefined;
  return first(Object.keys(value), (child) => search(child, value[child], `${path}.${child}`));
}

function first<T>(items: Iterable<T>, look: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
