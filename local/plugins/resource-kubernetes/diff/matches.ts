import { isProperties } from "../../lib/marks.ts";
import type { Value } from "../../lib/struct.ts";

/**
 * Whether a change touches a field that is written as in the official tables: `.spec.containers[*].image`.
 *
 * A change is the value it sets, wrapped in objects and one-item lists up to the root. It matches when the field lies
 * above it, is it, or lies inside the value it sets; when the field asks for an item of something that is null, it
 * matches too. Source: official provider, PatchPropertiesChanged, and client-go's jsonpath without missing keys.
 */
export function touches(change: Value, field: string): boolean {
  let found: readonly Value[] = [change];
  for (const step of field.match(/\.[^.[]+|\[\*\]/g) ?? []) {
    if (found.length === 0) return true;
    const present = found.filter((value) => value !== null);
    if (step === "[*]") {
      if (!present.every((value) => Array.isArray(value))) return true;
      found = present.flat() as readonly Value[];
    } else {
      found = present.flatMap((value) => member(value, step.slice(1)));
      if (found.length === 0) return false;
    }
  }
  return true;
}

/** A change at that path, as `touches` takes it; null stands for a removal and for an unknown. */
export function changeAt(path: readonly (string | number)[], value: Value): Value {
  return path.reduceRight<Value>(
    (inner, step) => (typeof step === "number" ? [inner] : { [step]: inner }),
    value,
  );
}

function member(value: Value, name: string): readonly Value[] {
  const inner = isProperties(value) ? value[name] : undefined;
  return inner === undefined ? [] : [inner];
}
