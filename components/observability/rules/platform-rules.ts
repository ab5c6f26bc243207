import * as pulumi from "@pulumi/pulumi";
import { PrometheusRule } from "../../crds/prometheus-rule.ts";
import { childrenOf } from "../lib/home.ts";
import { PARTS, partLabels } from "../names.ts";
import { ruleGroups } from "./groups.ts";
import { ruleSpec } from "./rule.ts";

export interface PlatformRulesArgs {
  readonly namespace: string;
}

/** Rules about the platform itself, one object per group, so that a change of one touches one. */
export class PlatformRules extends pulumi.ComponentResource {
  /** Names of the rule objects. */
  readonly names: readonly string[];

  constructor(name: string, args: PlatformRulesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("intelgraph:observability:PlatformRules", name, {}, opts);
    for (const group of ruleGroups) {
      const metadata = {
        name: group.name,
        namespace: args.namespace,
        labels: partLabels(PARTS.prometheus),
      };
      new PrometheusRule(
        `${name}-${group.name}`,
        { metadata, spec: ruleSpec([group]) },
        childrenOf(this, opts),
      );
    }
    this.names = ruleGroups.map((group) => group.name);
    this.registerOutputs({ names: this.names });
  }
}
