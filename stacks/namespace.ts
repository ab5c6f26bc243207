import type * as pulumi from "@pulumi/pulumi";
import type { AllowRule, Peers } from "../components/environment/allow-rule.ts";
import { EnvironmentNamespace } from "../components/environment/environment-namespace.ts";
import type {
  ContainerLimits,
  NamespaceQuota,
} from "../components/environment/namespace-guardrails.ts";
import type { Ownership, PodSecurity } from "../components/lib/labels.ts";
import type { Outputs, Pending } from "./outputs.ts";

/** A namespace as a composition decides it. */
export interface NamespacePlan {
  /** Name in the cluster. */
  readonly namespace: string;
  readonly ownership: Ownership;
  readonly podSecurity: PodSecurity["enforce"];
  readonly quota: NamespaceQuota;
  readonly containers: ContainerLimits;
  readonly allow: readonly AllowRule[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What is the same for all namespaces of a stack. */
export interface NamespaceDefaults {
  readonly protect: boolean;
  readonly podSecurityVersion: string;
  readonly peers: Peers;
}

/** Builds one namespace and says what deploy jobs need to know about it. */
export function provisionNamespace(
  name: string,
  plan: NamespacePlan,
  { protect, podSecurityVersion, peers }: NamespaceDefaults,
  opts: pulumi.ComponentResourceOptions,
): {
  readonly component: EnvironmentNamespace;
  readonly outputs: Pending<Outputs["namespaces"][number]>;
} {
  const { namespace, quota, containers, allow, labels, annotations } = plan;
  const { owner, costCentre, dataClass } = plan.ownership;
  const built = new EnvironmentNamespace(
    name,
    {
      namespace,
      ownership: { owner, costCentre, dataClass },
      podSecurity: { enforce: plan.podSecurity, version: podSecurityVersion },
      protect,
      quota,
      containers,
      allow,
      peers,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
    opts,
  );
  const outputs = {
    name: built.namespace,
    owner,
    costCentre,
    dataClass,
    podSecurity: plan.podSecurity,
    protected: protect,
    quota,
    containers,
    networkPolicies: built.networkPolicies,
    accounts: built.accounts,
  };
  return { component: built, outputs };
}
