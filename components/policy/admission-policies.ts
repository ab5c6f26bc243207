import * as pulumi from "@pulumi/pulumi";
import { ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding } from "../lib/kubernetes.ts";
import { commonLabels } from "../lib/labels.ts";

/** One demand on objects, as a policy and the binding that puts it in force. */
export interface PolicyPair {
  /** Name of both in the cluster. */
  readonly name: string;
  /** `spec` of the policy. */
  readonly policy: object;
  /** `spec` of the binding. */
  readonly binding: { readonly policyName: string; readonly validationActions: string[] };
  /** Name of the pair that has to be in force before this one changes. @default none */
  readonly after?: string;
}

export interface AdmissionPoliciesArgs {
  readonly pairs: readonly PolicyPair[];
}

/**
 * What the API server itself demands of every object, whoever sends it.
 *
 * A policy without its binding judges nothing, so a binding goes before its policy does.
 */
export class AdmissionPolicies extends pulumi.ComponentResource {
  /** Names of the policies, known once they are in force. */
  readonly policies: pulumi.Output<string[]>;

  constructor(name: string, args: AdmissionPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      "intelgraph:policy:AdmissionPolicies",
      name,
      { names: args.pairs.map((pair) => pair.name) },
      opts,
    );
    const bindings = new Map<string, ValidatingAdmissionPolicyBinding>();
    for (const pair of args.pairs) {
      const metadata = { name: pair.name, labels: commonLabels() };
      const first = pair.after === undefined ? undefined : bindings.get(pair.after);
      const policy = new ValidatingAdmissionPolicy(
        `${name}-${pair.name}`,
        { metadata, spec: pair.policy },
        { parent: this, dependsOn: first === undefined ? [] : [first] },
      );
      const binding = new ValidatingAdmissionPolicyBinding(
        `${name}-${pair.name}-binding`,
        { metadata, spec: pair.binding },
        { parent: this, dependsOn: [policy] },
      );
      bindings.set(pair.name, binding);
    }
    this.policies = pulumi.output([...bindings.values()].map(({ metadata }) => metadata.name));
    this.registerOutputs({ policies: this.policies });
  }
}
