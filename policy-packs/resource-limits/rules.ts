import type { Rule } from "../lib/rule.ts";
import { containerCeilings } from "./container-ceilings.ts";
import { containerResources } from "./container-resources.ts";
import { disruptionBudget } from "./disruption-budget.ts";
import { emptyDirSize } from "./empty-dir-size.ts";
import { limitRequestRatio } from "./limit-request-ratio.ts";
import { namespaceBudget } from "./namespace-budget.ts";
import { replicaCeiling } from "./replica-ceiling.ts";

export const resourceLimits: readonly Rule[] = [
  containerResources,
  limitRequestRatio,
  containerCeilings,
  emptyDirSize,
  replicaCeiling,
  namespaceBudget,
  disruptionBudget,
];
