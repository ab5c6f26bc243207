import * as pulumi from "@pulumi/pulumi";
import { Role, RoleBinding, ServiceAccount } from "../lib/kubernetes.ts";
import { commonLabels } from "../lib/labels.ts";
import { type AccessRule, deployerRules, viewerRules } from "./access-rules.ts";

export interface NamespaceAccessArgs {
  /** Namespace the accounts live in and are confined to. */
  readonly namespace: pulumi.Input<string>;
}

/**
 * Gives one namespace two identities: `deployer` brings workloads in, `viewer` looks. Neither reaches beyond it.
 *
 * No pod mounts their tokens; whoever acts as one asks the API server for a short-lived token. The `default` account that
 * Kubernetes makes in every namespace is left as it is: it is bound to nothing.
 */
export class NamespaceAccess extends pulumi.ComponentResource {
  /** Name of the account that deploys. */
  readonly deployer: pulumi.Output<string>;
  /** Name of the account that looks. */
  readonly viewer: pulumi.Output<string>;

  constructor(name: string, args: NamespaceAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("intelgraph:environment:NamespaceAccess", name, args, opts);

    this.deployer = this.account(name, "deployer", args.namespace, deployerRules);
    this.viewer = this.account(name, "viewer", args.namespace, viewerRules);

    this.registerOutputs({ deployer: this.deployer, viewer: this.viewer });
  }

  /** An account, a role of the same name, and the binding between them. */
  private account(
    name: string,
    role: string,
    namespace: pulumi.Input<string>,
    rules: readonly AccessRule[],
  ): pulumi.Output<string> {
    const child = { parent: this };
    const metadata = { name: role, namespace, labels: commonLabels() };

    const account = new ServiceAccount(
      `${name}-${role}`,
      { metadata, automountServiceAccountToken: false },
      child,
    );
    const granted = new Role(`${name}-${role}`, { metadata, rules: [...rules] }, child);
    new RoleBinding(
      `${name}-${role}`,
      {
        metadata,
        roleRef: {
          apiGroup: "rbac.authorization.k8s.io",
          kind: "Role",
          name: granted.metadata.name,
        },
        subjects: [{ kind: "ServiceAccount", name: account.metadata.name, namespace }],
      },
      child,
    );
    return account.metadata.name;
  }
}
