import type { Rule } from "../lib/rule.ts";
import { costLabels } from "./cost-labels.ts";
import { storageCeilings } from "./storage-ceilings.ts";
import { workloadSize } from "./workload-size.ts";

export const finops: readonly Rule[] = [costLabels, storageCeilings, workloadSize];
