import type { Step } from "./steps.ts";

/** What happens to resources: verbs people know. */
export type Change = "create" | "update" | "replace" | "delete" | "same" | "read" | "import";

/** How many resources each change concerns; stack, providers and components are not counted. */
export type ChangeCounts = Readonly<Record<Change, number>>;

/** The changes under one component; `(stack)` for what hangs on the stack itself. */
export interface ComponentChanges {
  readonly component: string;
  readonly changes: ChangeCounts;
}

/** One resource that changes in place, is replaced or goes away. */
export interface ChangedResource {
  readonly resource: string;
  readonly urn: string;
  readonly change: Change;
  /** Fields that differ; those that force a replacement come from the provider. */
  readonly fields: readonly string[];
}

const changeOf = (step: Step): Change => {
  switch (step.op) {
    case "create":
    case "update":
    case "replace":
    case "delete":
    case "read":
    case "import":
      return step.op;
    case "refresh":
      return step.diffs.length > 0 ? "update" : "same";
    default:
      if (step.op === "create-replacement" || step.op === "delete-replaced") return "replace";
      return "same";
  }
};

const none: ChangeCounts = {
  create: 0,
  update: 0,
  replace: 0,
  delete: 0,
  same: 0,
  read: 0,
  import: 0,
};

export function countChanges(steps: readonly Step[]): ChangeCounts {
  const counts = { ...none };
  for (const step of steps.filter(({ counted }) => counted)) counts[changeOf(step)] += 1;
  return counts;
}

/** Sum of what is not the same afterwards. */
export const changed = ({ create, update, replace, delete: gone, import: taken }: ChangeCounts) =>
  create + update + replace + gone + taken;

/** Resources whose steps are counted, changed or not. */
export const total = (counts: ChangeCounts): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);

/** Components with changes, in the order in which the program makes them. */
export function byComponent(steps: readonly Step[]): ComponentChanges[] {
  const groups = new Map<string, Step[]>();
  for (const step of steps.filter(({ counted }) => counted)) {
    const component = step.component ?? "(stack)";
    groups.set(component, [...(groups.get(component) ?? []), step]);
  }
  return [...groups]
    .map(([component, members]) => ({ component, changes: countChanges(members) }))
    .filter(({ changes }) => changed(changes) > 0);
}

/** What is there already and does not stay as it is: the changes worth reading one by one. */
export function risky(steps: readonly Step[]): ChangedResource[] {
  return steps
    .filter(({ counted }) => counted)
    .map((step) => ({
      resource: step.label,
      urn: step.urn,
      change: changeOf(step),
      fields: [...new Set(step.keys.length > 0 ? step.keys : step.diffs)].sort(),
    }))
    .filter(({ change }) => change === "update" || change === "replace" || change === "delete");
}
