import * as pulumi from "@pulumi/pulumi";
import { LimitRange, NetworkPolicy, ResourceQuota } from "../lib/kubernetes.ts";
import { commonLabels } from "../lib/labels.ts";
import { type AllowRule, allowRuleName, allowRuleSpec, denyAll, type Peers } from "./allow-rule.ts";

/** An amount of processor and memory, as Kubernetes quantities. */
export interface Amount {
  readonly cpu: string;
  readonly memory: string;
}

/** Ceilings of a whole namespace. */
export interface NamespaceQuota {
  /** Sum of what its pods are promised. */
  readonly requests: Amount;
  /** Sum of what its pods may take. */
  readonly limits: Amount;
  /** Pods that have not ended. */
  readonly pods: number;
  /** Persistent volume claims. */
  readonly volumes: number;
  /** Sum of what the claims ask for. */
  readonly storage: string;
}

/** What one container gets. */
export interface ContainerLimits {
  /** Request of one that states none. */
  readonly request: Amount;
  /** Limit of one that states none. */
  readonly limit: Amount;
  /** No limit may be higher. */
  readonly max: Amount;
}

export interface NamespaceGuardrailsArgs {
  /** Namespace to fence; it already exists. */
  readonly namespace: pulumi.Input<string>;
  readonly quota: NamespaceQuota;
  readonly containers: ContainerLimits;
  /** What may pass in spite of the denial; each rule is a policy of its own. */
  readonly allow: readonly AllowRule[];
  /** Where rules that name a part lead to. */
  readonly peers: Peers;
  /** Whether the engine refuses to delete what closes: quota, limits, denial. What opens may always go. */
  readonly protect: boolean;
}

/**
 * Fences one namespace: a quota, limits of containers, and no traffic in or out but by a named rule.
 *
 * Services of type LoadBalancer and NodePort are held at zero: the ingress is the only door from outside.
 */
export class NamespaceGuardrails extends pulumi.ComponentResource {
  /** Names of the network policies, the denial first. */
  readonly networkPolicies: pulumi.Output<string[]>;

  constructor(name: string, args: NamespaceGuardrailsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseTwins(name, args.allow);
    super("intelgraph:environment:NamespaceGuardrails", name, args, opts);
    const child = { parent: this };
    const fence = { ...child, protect: args.protect };
    const metadata = (object: string) => ({
      name: object,
      namespace: args.namespace,
      labels: commonLabels(),
    });

    new ResourceQuota(
      `${name}-quota`,
      { metadata: metadata("quota"), spec: { hard: hard(args.quota) } },
      fence,
    );
    const { request, limit, max } = args.containers;
    new LimitRange(
      `${name}-limits`,
      {
        metadata: metadata("limits"),
        spec: {
          limits: [
            {
              type: "Container",
              defaultRequest: { ...request },
              default: { ...limit },
              max: { ...max },
            },
          ],
        },
      },
      fence,
    );
    const policy = (object: string, spec: typeof denyAll, opts = child) =>
      new NetworkPolicy(`${name}-${object}`, { metadata: metadata(object), spec }, opts);
    const policies = [
      policy("default-deny", denyAll, fence),
      ...args.allow.map((rule) => policy(allowRuleName(rule), allowRuleSpec(rule, args.peers))),
    ];

    this.networkPolicies = pulumi.output(policies.map(({ metadata: { name } }) => name));
    this.registerOutputs({ networkPolicies: this.networkPolicies });
  }
}

const hard = (quota: NamespaceQuota): Record<string, string> => ({
  "requests.cpu": quota.requests.cpu,
  "requests.memory": quota.requests.memory,
  "limits.cpu": quota.limits.cpu,
  "limits.memory": quota.limits.memory,
  pods: String(quota.pods),
  persistentvolumeclaims: String(quota.volumes),
  "requests.storage": quota.storage,
  "services.loadbalancers": "0",
  "services.nodeports": "0",
});

/** Two rules of one name would be one object that each overwrites. */
function refuseTwins(name: string, rules: readonly AllowRule[]): void {
  const names = rules.map(allowRuleName);
  const twin = names.find((one, index) => names.indexOf(one) !== index);
  if (twin !== undefined) {
    throw new pulumi.RunError(`${name}: two rules are named "${twin}"; join them into one`);
  }
}
