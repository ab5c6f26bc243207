import { Fault } from "../../../lib/fault.ts";
import { suggest } from "../../../lib/suggest.ts";

/** Environments that a release passes through, each only from the one before. */
export const PROMOTION_ORDER = ["dev", "stage", "prod"] as const;

export type Promotable = (typeof PROMOTION_ORDER)[number];

/** A step of the order. */
export interface Step {
  readonly from: Promotable;
  readonly to: Promotable;
}

/** Reads the two names. @throws Fault for a name that is none, exit 2, and for a step that is none, exit 1 */
export function stepOf(from: string, to: string): Step {
  const [source, target] = [promotable(from), promotable(to)];
  const at = PROMOTION_ORDER.indexOf(target);
  const before = PROMOTION_ORDER[at - 1];
  if (before === source) return { from: source, to: target };
  throw new Fault({
    where: `promotion ${from} -> ${to}`,
    problem: `is no step of ${PROMOTION_ORDER.join(" -> ")}`,
    fix:
      before === undefined
        ? `nothing is promoted to ${target}: ops release add puts releases there`
        : `ops promote ${before} ${target}`,
    exit: 1,
  });
}

function promotable(name: string): Promotable {
  const found = PROMOTION_ORDER.find((one) => one === name);
  if (found !== undefined) return found;
  const meant = suggest(name, PROMOTION_ORDER);
  throw new Fault({
    where: `environment ${JSON.stringify(name)}`,
    problem: "takes no part in promotion",
    fix: meant === undefined ? `known: ${PROMOTION_ORDER.join(", ")}` : `did you mean ${meant}?`,
  });
}
