import { isUnderstood } from "../../policy-packs/lib/kinds.ts";
import { groupOf, subjectOf } from "../../policy-packs/lib/subject.ts";

/**
 * Kinds of the Kubernetes API that the packs know nothing about, by `<apiVersion> <kind>`, with how many there are.
 *
 * Rules about pods look for anything like a pod in them, and for the rest they are not applicable; that is no verdict
 * about what they do, so that it is said.
 */
export function strangersAmong(types: readonly string[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const type of types.filter(isStrange)) {
    const { apiVersion, kind } = subjectOf({ type, name: "", props: {} });
    const name = `${apiVersion} ${kind}`;
    found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

function isStrange(type: string): boolean {
  const { apiVersion, kind } = subjectOf({ type, name: "", props: {} });
  if (apiVersion === "" || kind === "") return false;
  const bare = kind.replace(/(Patch|List)$/, "");
  return [kind, bare].every(
    (one) => !isUnderstood({ group: groupOf(apiVersion), kind: one, patch: false, props: {} }),
  );
}
