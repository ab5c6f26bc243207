import { cannotTell, type Finding, finding, placed, reasonOf } from "../lib/finding.ts";
import { cisKubernetes } from "../lib/frameworks.ts";
import { makesPods } from "../lib/pod-template.ts";
import { notApplicable, stackRule } from "../lib/rule.ts";
import { selectorOf } from "../lib/selector.ts";
import { doubtOf, isKind, namespaceOf, objectsIn, type StackObject } from "../lib/stack-objects.ts";
import { lenderOf, podLabelsOf } from "../lib/stack-pods.ts";
import { field } from "../lib/values.ts";
import { keptOf, wordsOf } from "./disruption.ts";
import { isProtected, scaleOf } from "./scale.ts";

/** A drained node or an upgrade takes some pods of a workload, never the last one, and is never held up for good. */
export const disruptionBudget = stackRule({
  pack: "resource-limits",
  name: "disruption-budget",
  severity: "medium",
  level: "mandatory",
  description:
    "Every workload of several pods is selected by exactly one PodDisruptionBudget, which leaves room to evict a pod; none selects nothing.",
  remediation:
    "give the workload one PodDisruptionBudget whose selector matches its pods, with maxUnavailable 1 or a minAvailable below its smallest number of replicas",
  framework: cisKubernetes("5.7 General Policies"),
  options: {},
  judge: (subjects) => {
    const { found: objects, strays } = objectsIn(subjects);
    const budgets = objects.filter(({ object }) => isKind(object, "policy", "PodDisruptionBudget"));
    const workloads = objects.filter(isProtected);
    if (budgets.length === 0 && workloads.length === 0 && strays.length === 0) {
      return notApplicable("the stack has no workload with replicas and no PodDisruptionBudget");
    }
    return [
      ...strays.map(doubtOf),
      ...workloads.flatMap((one) => guarded(one, () => judgeWorkload(one, objects, budgets))),
      ...budgets.flatMap((one) => guarded(one, () => judgeBudget(one, objects))),
    ];
  },
});

/** What cannot be read of one object is a finding about it, and hides no other. */
function guarded({ label, urn }: StackObject, judge: () => Finding[]): Finding[] {
  try {
    return judge();
  } catch (error) {
    return [cannotTell(placed(label, reasonOf(error)), urn)];
  }
}

function judgeWorkload(
  workload: StackObject,
  objects: readonly StackObject[],
  budgets: readonly StackObject[],
): Finding[] {
  const { several } = scaleOf(workload, objects);
  if (!several) return [];
  const { label, urn } = workload;
  const { found, doubts } = sorted(budgets, (budget) => selects(budget, workload, objects));
  if (found.length === 1 && doubts.length === 0) return [];
  const names = found.map((budget) => budget.label).join(", ");
  const message =
    found.length > 1
      ? `${label} is selected by ${found.length} budgets (${names}), and then nothing may evict its pods`
      : `${label} has several pods, and ${found.length === 0 ? "no PodDisruptionBudget selects them" : `perhaps not only ${names} selects them`}`;
  if (doubts.length === 0 || found.length > 1) return [finding(message, urn)];
  return [cannotTell(`as far as it shows, ${message}; ${doubts.join("; ")}`, urn)];
}

function judgeBudget(budget: StackObject, objects: readonly StackObject[]): Finding[] {
  const { label, urn, object } = budget;
  const makers = objects.filter((one) => mayMakePods(one));
  const { found, doubts } = sorted(makers, (maker) => selects(budget, maker, objects));
  const unsure = doubts.length === 0 ? "" : `; ${doubts.join("; ")}`;
  if (found.length === 0) {
    const message = `${label} selects no pods of this stack`;
    return [
      unsure === ""
        ? finding(message, urn)
        : cannotTell(`as far as it shows, ${message}${unsure}`, urn),
    ];
  }
  const expected = found
    .filter((one) => isProtected(one) || isKind(one.object, "", "Pod"))
    .reduce((sum, one) => sum + scaleOf(one, objects).least, 0);
  const kept = keptOf(object.props, expected);
  if (expected === 0 || kept < expected) return [];
  return [finding(`${label} leaves no room: ${wordsOf(object.props)} of ${expected} pods`, urn)];
}

/** An object whose kind cannot be seen to make no pods may make some; so does a Rollout that borrows them. */
function mayMakePods(one: StackObject): boolean {
  try {
    return makesPods(one.object) || isProtected(one);
  } catch {
    return true;
  }
}

/** Whether a budget selects the pods that an object makes. Throws when nobody can tell. */
function selects(
  budget: StackObject,
  maker: StackObject,
  objects: readonly StackObject[],
): boolean {
  if (budget.cluster !== maker.cluster) return false;
  if (namespaceOf(budget.object) !== namespaceOf(maker.object)) return false;
  const selector = selectorOf(field(budget.object.props, "spec", "selector"));
  return selector.matches(podLabelsOf(lenderOf(maker, objects).object));
}

/** Those of which it is so, and why of others it cannot be told. */
function sorted(objects: readonly StackObject[], isSo: (object: StackObject) => boolean) {
  const found: StackObject[] = [];
  const doubts: string[] = [];
  for (const object of objects) {
    try {
      if (isSo(object)) found.push(object);
    } catch (error) {
      doubts.push(placed(object.label, reasonOf(error)));
    }
  }
  return { found, doubts };
}
