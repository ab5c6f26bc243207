import type { Step } from "../objects.ts";

/** Any name or index, in paths of `ignoreChanges`. */
const ANY = "*";

/** The steps of a property path as the engine writes it: `spec.ports[0]["a.b"]`, `[*]` or `*` for any. */
export function parsePropertyPath(path: string): readonly Step[] {
  const steps = path.match(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]|\[\*\]|[^.[\]]+/g) ?? [];
  return steps.map((step) => {
    if (step.startsWith('["')) return step.slice(2, -2).replaceAll('\\"', '"');
    if (step === "[*]") return ANY;
    return step.startsWith("[") ? Number(step.slice(1, -1)) : step;
  });
}

/** True when `inner` is that path or lies below it. */
export function contains(path: readonly Step[], inner: readonly Step[]): boolean {
  return (
    path.length <= inner.length &&
    path.every((step, index) => step === ANY || step === inner[index])
  );
}
