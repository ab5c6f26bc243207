import * as pulumi from "@pulumi/pulumi";
import { PriorityClass } from "../lib/kubernetes.ts";
import { commonLabels } from "../lib/labels.ts";

/** One rank of pods; who waits for whom when the nodes are full. */
export interface Priority {
  /** Name in the cluster, which charts write as `priorityClassName`. */
  readonly name: string;
  /** Rank: higher is scheduled first. Fixed for life; a new rank is a new name. */
  readonly value: number;
  /** Who should use it. */
  readonly description: string;
  /** Whether running pods of lower rank are evicted to make room. */
  readonly preempts: boolean;
  /** Whether pods that name no class get this one. */
  readonly default: boolean;
}

export interface PriorityClassesArgs {
  readonly priorities: readonly Priority[];
}

/** The ranks of a cluster: decides who runs when not everybody can. */
export class PriorityClasses extends pulumi.ComponentResource {
  constructor(name: string, args: PriorityClassesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("intelgraph:environment:PriorityClasses", name, args, opts);

    for (const priority of args.priorities) {
      new PriorityClass(
        `${name}-${priority.name}`,
        {
          metadata: { name: priority.name, labels: commonLabels() },
          value: priority.value,
          description: priority.description,
          preemptionPolicy: priority.preempts ? "PreemptLowerPriority" : "Never",
          globalDefault: priority.default,
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
