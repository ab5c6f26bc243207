// Generated from the definition in prometheus-operator v0.85.0 by `npm run generate`; do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectMetadata } from "../../lib/custom/custom-object.ts";

/** Arguments of PrometheusRule. */
export interface PrometheusRuleArgs extends PrometheusRuleFields {
  readonly metadata: ObjectMetadata;
}

export interface PrometheusRuleFields {
  readonly spec: pulumi.Input<{
    readonly groups?: pulumi.Input<readonly pulumi.Input<{
      readonly interval?: pulumi.Input<string> | undefined;
      readonly labels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
      readonly limit?: pulumi.Input<number> | undefined;
      readonly name: pulumi.Input<string>;
      readonly partial_response_strategy?: pulumi.Input<string> | undefined;
      readonly query_offset?: pulumi.Input<string> | undefined;
      readonly rules?: pulumi.Input<readonly pulumi.Input<{
        readonly alert?: pulumi.Input<string> | undefined;
        readonly annotations?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
        readonly expr: pulumi.Input<number | string>;
        readonly for?: pulumi.Input<string> | undefined;
        readonly keep_firing_for?: pulumi.Input<string> | undefined;
        readonly labels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
        readonly record?: pulumi.Input<string> | undefined;
      }>[]> | undefined;
    }>[]> | undefined;
  }>;
}
