import * as pulumi from "@pulumi/pulumi";

import { Role, RoleBinding, ServiceAccount } from "../lib/kubernetes.ts";
import { commonLabels } from "../lib/labels.ts";

type Rule = {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
};

const on = (group: string, resources: string[], verbs: string[]): Rule => ({
  apiGroups: [group],
  resources,
  verbs,
});

/**
 * What the controller may do in a namespace whose SealedSecrets it opens.
 *
 * Upstream's rules (controller.jsonnet, v0.32.2) without `delete` on secrets, which only its old garbage collection
 * used: the API server removes what it owns. Upstream grants them on all namespaces; here each is named.
 */
export const openerRules: readonly Rule[] = [
  on("bitnami.com", ["sealedsecrets"], ["get", "list", "watch"]),
  on("bitnami.com", ["sealedsecrets/status"], ["update"]),
  on("", ["secrets"], ["get", "list", "watch", "create", "update"]),
  on("", ["events"], ["create", "patch"]),
  // Of a namespace, a Role within it may be about the namespace itself: the controller looks whether it is there.
  on("", ["namespaces"], ["get"]),
];

/** What copies the keys away may do: RBAC knows no labels, so it is the whole namespace, which holds nothing but keys. */
export const backupRules: readonly Rule[] = [on("", ["secrets"], ["get", "list"])];

export interface SealingAccessArgs {
  /** Namespace of the controller and its keys. */
  readonly namespace: string;
  /** Namespaces whose SealedSecrets are opened, besides that of the controller. */
  readonly opens: readonly string[];
  /** Name of the controller's account. */
  readonly account: string;
}

/**
 * The controller's account and what it may do, namespace by namespace; and an account that may only read the keys.
 *
 * Nothing is granted on the whole cluster, and nobody may reach the controller through the API server
 * (`services/proxy`): `ops secrets` seals offline.
 */
export class SealingAccess extends pulumi.ComponentResource {
  /** Name of the account that may copy the keys away. */
  readonly backupAccount: pulumi.Output<string>;
  /** What has to be there before the controller can work. */
  readonly grants: readonly pulumi.Resource[];

  constructor(name: string, args: SealingAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("intelgraph:secrets:SealingAccess", name, {}, opts);
    const { namespace, opens, account } = args;
    const controller = this.account(name, "controller", account, namespace);
    const backup = this.account(name, "backup", "sealing-key-backup", namespace);

    const namespaces = [...new Set([namespace, ...opens])].sort();
    this.grants = [
      controller,
      ...namespaces.flatMap((one) => this.grant(name, account, one, namespace, openerRules)),
    ];
    this.grant(name, "sealing-key-backup", namespace, namespace, backupRules);

    this.backupAccount = backup.metadata.name;
    this.registerOutputs({ backupAccount: this.backupAccount });
  }

  /** An account that is mounted only where a pod asks for it. */
  private account(name: string, role: string, account: string, namespace: string): ServiceAccount {
    return new ServiceAccount(
      `${name}-${role}`,
      {
        metadata: { name: account, namespace, labels: commonLabels() },
        automountServiceAccountToken: false,
      },
      { parent: this },
    );
  }

  /** A Role in one namespace, bound to an account that lives in another one or the same. */
  private grant(
    name: string,
    account: string,
    namespace: string,
    home: string,
    rules: readonly Rule[],
  ): readonly pulumi.Resource[] {
    const child = { parent: this };
    const metadata = { name: account, namespace, labels: commonLabels() };
    const role = new Role(
      `${name}-${account}-${namespace}`,
      { metadata, rules: [...rules] },
      child,
    );
    const binding = new RoleBinding(
      `${name}-${account}-${namespace}`,
      {
        metadata,
        roleRef: {
          apiGroup: "rbac.authorization.k8s.io",
          kind: "Role",
          name: role.metadata.name,
        },
        subjects: [{ kind: "ServiceAccount", name: account, namespace: home }],
      },
      child,
    );
    return [role, binding];
  }
}
