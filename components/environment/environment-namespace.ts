import * as pulumi from "@pulumi/pulumi";
import { Namespace } from "../lib/kubernetes.ts";
import {
  commonLabels,
  type Ownership,
  ownershipLabels,
  type PodSecurity,
  podSecurityLabels,
} from "../lib/labels.ts";
import { NamespaceAccess } from "./namespace-access.ts";
import { NamespaceGuardrails, type NamespaceGuardrailsArgs } from "./namespace-guardrails.ts";

export interface EnvironmentNamespaceArgs extends Omit<NamespaceGuardrailsArgs, "namespace"> {
  /** Name of the namespace in the cluster. */
  readonly namespace: string;
  readonly ownership: Ownership;
  readonly podSecurity: PodSecurity;
  /** Further labels. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Further annotations. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * A namespace that is safe to hand out: pod security, an owner, a quota, limits, closed to traffic, two narrow identities.
 *
 * With `protect` the engine refuses to delete the namespace, and with it all inside, and whatever keeps it closed: a
 * destroy that stops half-way leaves it shut, never open. What runs inside is left to the workloads.
 */
export class EnvironmentNamespace extends pulumi.ComponentResource {
  /** Name of the namespace, known once it exists. */
  readonly namespace: pulumi.Output<string>;
  /** Names of its network policies, the denial first. */
  readonly networkPolicies: pulumi.Output<string[]>;
  /** Names of its service accounts. */
  readonly accounts: {
    readonly deployer: pulumi.Output<string>;
    readonly viewer: pulumi.Output<string>;
  };

  constructor(
    name: string,
    args: EnvironmentNamespaceArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("intelgraph:environment:EnvironmentNamespace", name, args, opts);
    const child = { parent: this };

    const namespace = new Namespace(
      `${name}-namespace`,
      {
        metadata: {
          name: args.namespace,
          labels: {
            ...commonLabels(),
            ...ownershipLabels(args.ownership),
            ...podSecurityLabels(args.podSecurity),
            ...args.labels,
          },
          ...(args.annotations && { annotations: { ...args.annotations } }),
        },
      },
      { ...child, protect: args.protect },
    );
    this.namespace = namespace.metadata.name;

    const { quota, containers, allow, peers, protect } = args;
    const guardrails = new NamespaceGuardrails(
      `${name}-guardrails`,
      { namespace: this.namespace, quota, containers, allow, peers, protect },
      child,
    );
    const access = new NamespaceAccess(`${name}-access`, { namespace: this.namespace }, child);

    this.networkPolicies = guardrails.networkPolicies;
    this.accounts = { deployer: access.deployer, viewer: access.viewer };
    this.registerOutputs({
      namespace: this.namespace,
      networkPolicies: this.networkPolicies,
      accounts: this.accounts,
    });
  }
}
