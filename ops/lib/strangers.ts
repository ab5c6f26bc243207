import { isUnderstood } from "../../policy-packs/lib/kinds.ts";
import { groupOf, subjectOf } from "../../policy-packs/lib/subject.ts";
import type { Step } from "./steps.ts";

/**
 * Kinds of the Kubernetes API that the packs know nothing about, by `<apiVersion> <kind>`, with how many there are.
 *
 * Rules about pods look for anything like a pod in them, and for the rest they are not applicable; that is no verdict
 * about what they do, so that it is said.
 */
export function strangersAmong(
  steps: readonly Pick<Step, "type" | "inputs">[],
): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const step of steps.filter(isStrange)) {
    const { apiVersion, kind } = subjectOf({ type: step.type, name: "", props: {} });
    const name = `${apiVersion} ${kind}`;
    found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

/** Some kinds are understood by what is in them: an analysis that measures by a Job is not. */
function isStrange({ type, inputs: props }: Pick<Step, "type" | "inputs">): boolean {
  const { apiVersion, kind } = subjectOf({ type, name: "", props: {} });
  if (apiVersion === "" || kind === "") return false;
  const bare = kind.replace(/(Patch|List)$/, "");
  const group = groupOf(apiVersion);
  return [kind, bare].every((one) => !isUnderstood({ group, kind: one, patch: false, props }));
}
