import * as pulumi from "@pulumi/pulumi";
import { AnalysisTemplate as AnalysisTemplateResource } from "../crds/analysis-template.ts";
import { analysisFaults } from "./analysis-template/faults.ts";
import type { AnalysisSettings } from "./analysis-template/settings.ts";
import { analysisSpec } from "./analysis-template/spec.ts";
import { delivered } from "./lib/delivered.ts";
import { refuse } from "./lib/faults.ts";

export interface AnalysisTemplateArgs {
  readonly settings: AnalysisSettings;
}

/**
 * What a Rollout measures of its service before it goes on, from the spans that Prometheus counts.
 *
 * Arguments of whoever names it: `service`; `operationName`, a regular expression, all operations by default; `spanKind`.
 * Without data it fails: nothing goes on because nobody could look.
 */
export class AnalysisTemplate extends pulumi.ComponentResource {
  /** Name of the template. */
  readonly template: pulumi.Output<string>;

  constructor(name: string, args: AnalysisTemplateArgs, opts?: pulumi.ComponentResourceOptions) {
    const { settings } = args;
    refuse(name, analysisFaults(settings));
    super("intelgraph:delivery:AnalysisTemplate", name, args, opts);

    new AnalysisTemplateResource(
      `${name}-template`,
      {
        metadata: delivered(settings.name, settings.namespace),
        spec: analysisSpec(settings),
      },
      { parent: this },
    );
    this.template = pulumi.output(settings.name);
    this.registerOutputs({ template: this.template });
  }
}
