import type { Properties } from "../../lib/struct.ts";
import type { Client } from "../api/client.ts";
import { at, idOf, listAt, mapAt, namespaceOf, scalarText, textAt } from "../objects.ts";
import { READY, type Verdict } from "./verdict.ts";

const POD = { gvk: { group: "", version: "v1", kind: "Pod" }, plural: "pods", namespaced: true };

/** What is wrong with the pods of an owner, one line each; being unscheduled is not, being started and not ready is. */
export async function podProblems(
  client: Client,
  owner: Properties,
  selector: string,
): Promise<readonly string[]> {
  const pods = await client.list(POD, namespaceOf(owner), selector);
  return pods.filter((pod) => isOwnedBy(pod, owner)).flatMap((pod) => podProblem(pod) ?? []);
}

export function isOwnedBy(object: Properties, owner: Properties): boolean {
  const uid = textAt(owner, "metadata", "uid");
  return listAt(object, "metadata", "ownerReferences").some(
    (reference) => textAt(reference, "uid") === uid,
  );
}

/** `matchLabels` and `matchExpressions` of a selector as the API takes them in a query. */
export function selectorText(selector: Properties): string {
  const labels = Object.entries(mapAt(selector, "matchLabels")).map(
    ([key, value]) => `${key}=${scalarText(value)}`,
  );
  const expressions = listAt(selector, "matchExpressions").map((expression) => {
    const key = textAt(expression, "key");
    const values = listAt(expression, "values").map(scalarText).join(",");
    switch (textAt(expression, "operator")) {
      case "In":
        return `${key} in (${values})`;
      case "NotIn":
        return `${key} notin (${values})`;
      case "Exists":
        return key;
      default:
        return `!${key}`;
    }
  });
  return [...labels, ...expressions].join(",");
}

/** The condition of that type in `.status.conditions`. */
export const condition = (object: Properties, type: string): Properties | undefined =>
  listAt(object, "status", "conditions").find((entry) => textAt(entry, "type") === type) as
    Properties | undefined;

/** "[Reason] message" of a condition that says why not. */
export function complaint(entry: Properties | undefined): string | undefined {
  const reason = textAt(entry, "reason");
  const message = textAt(entry, "message");
  return reason === "" || message === "" ? undefined : `[${reason}] ${message}`;
}

/** A pod is ready when it is scheduled, initialized and ready, or has succeeded. Source: official provider, pod checker. */
export function judgePod(pod: Properties): Verdict {
  const missing = ["PodScheduled", "Initialized", "Ready"].find((type) => !holds(pod, type));
  if (missing === undefined) return READY;
  const problem = podProblem(pod);
  return {
    ready: false,
    waitingFor: `${missing} of pod ${idOf(pod)}`,
    reasons: () => Promise.resolve(problem === undefined ? [] : [problem]),
  };
}

function holds(pod: Properties, type: string): boolean {
  if (type === "Ready" && textAt(pod, "status", "phase") === "Succeeded") return true;
  return textAt(condition(pod, type), "status") === "True";
}

function podProblem(pod: Properties): string | undefined {
  if (!holds(pod, "PodScheduled")) return undefined;
  const type = ["Initialized", "Ready"].find((name) => !holds(pod, name));
  const entry = type === undefined ? undefined : condition(pod, type);
  if (entry === undefined) return undefined;
  const containers = listAt(pod, "status", "containerStatuses").flatMap((status) =>
    containerProblem(status as Properties),
  );
  return [`[Pod ${idOf(pod)}]: ${textAt(entry, "message")}`, ...containers].join(" -- ");
}

function containerProblem(status: Properties): readonly string[] {
  if (at(status, "ready") === true) return [];
  const waiting = mapAt(status, "state", "waiting");
  const terminated = mapAt(status, "state", "terminated");
  const state =
    textAt(waiting, "reason") === "ContainerCreating" ? {} : { ...waiting, ...terminated };
  const reason = textAt(state, "reason");
  return reason === "" ? [] : [`[${reason}] ${textAt(state, "message") || textAt(status, "name")}`];
}
