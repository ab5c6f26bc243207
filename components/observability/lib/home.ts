import type * as pulumi from "@pulumi/pulumi";
import type { input } from "@pulumi/kubernetes/types/index.js";
import {
  ClusterRole,
  ClusterRoleBinding,
  NetworkPolicy,
  PodDisruptionBudget,
  Role,
  RoleBinding,
  Service,
  ServiceAccount,
} from "../../lib/kubernetes.ts";
import { type Part, partLabels, podsOf } from "../names.ts";
import { type Flow, trafficSpec } from "./traffic.ts";

/** Where the objects of a part are made: the logical name they begin with, their namespace, their parent. */
export interface Home {
  readonly name: string;
  readonly part: Part;
  readonly namespace: string;
  readonly opts: pulumi.CustomResourceOptions;
}

/**
 * Options of the children of a component: what the component waits for, each of them waits for.
 *
 * The engine would make them in that order anyway; it would not remember it when it takes them away.
 */
export const childrenOf = (
  parent: pulumi.Resource,
  opts: pulumi.ComponentResourceOptions = {},
): pulumi.CustomResourceOptions => ({
  parent,
  ...(opts.dependsOn !== undefined && { dependsOn: opts.dependsOn }),
});

type Rules = input.rbac.v1.PolicyRule[];

/** Metadata of an object of a part; named as the part unless it says otherwise. */
export const metadataOf = ({ part, namespace }: Home, name: string = part) => ({
  name,
  namespace,
  labels: partLabels(part),
});

/** The account of a part, called as the part. Pods mount its token only where they say so themselves. */
export const accountOf = (home: Home): pulumi.Output<string> =>
  new ServiceAccount(
    `${home.name}-account`,
    { metadata: metadataOf(home), automountServiceAccountToken: false },
    home.opts,
  ).metadata.name;

/** What the account of a part may do in every namespace. */
export function grantEverywhere(home: Home, rules: Rules): void {
  const { name, labels } = metadataOf(home);
  const metadata = { name: `${home.namespace}-${name}`, labels };
  const role = new ClusterRole(`${home.name}-cluster-role`, { metadata, rules }, home.opts);
  new ClusterRoleBinding(
    `${home.name}-cluster-role`,
    { metadata, roleRef: roleRef("ClusterRole", role.metadata.name), subjects: subjectsOf(home) },
    home.opts,
  );
}

/** What the account of a part may do in one namespace, its own or another. */
export function grantIn(home: Home, namespace: string, rules: Rules): void {
  const metadata = { ...metadataOf(home), namespace };
  const logical = `${home.name}-role-${namespace}`;
  const role = new Role(logical, { metadata, rules }, home.opts);
  new RoleBinding(
    logical,
    { metadata, roleRef: roleRef("Role", role.metadata.name), subjects: subjectsOf(home) },
    home.opts,
  );
}

const roleRef = (kind: string, name: pulumi.Input<string>) => ({
  apiGroup: "rbac.authorization.k8s.io",
  kind,
  name,
});
const subjectsOf = ({ part, namespace }: Home) => [
  { kind: "ServiceAccount", name: part, namespace },
];

/** A Service inside the cluster; a port is called as its key. */
export const serviceOf = (
  home: Home,
  ports: Readonly<Record<string, number>>,
  { name, ...spec }: { readonly name?: string } & input.core.v1.ServiceSpec = {},
): Service =>
  new Service(
    `${home.name}-service${name === undefined ? "" : `-${name}`}`,
    {
      metadata: metadataOf(home, name),
      spec: {
        type: "ClusterIP",
        selector: podsOf(home.part),
        ports: Object.entries(ports).map(([port, number]) => ({
          name: port,
          port: number,
          targetPort: number,
          protocol: "TCP",
        })),
        ...spec,
      },
    },
    home.opts,
  );

/** Lets one pod be evicted at a time; a single pod has no budget, or its node could never be drained. */
export function budgetOf(home: Home, replicas: number): void {
  if (replicas < 2) return;
  new PodDisruptionBudget(
    `${home.name}-budget`,
    {
      metadata: metadataOf(home),
      spec: { maxUnavailable: 1, selector: { matchLabels: podsOf(home.part) } },
    },
    home.opts,
  );
}

/** What the pods of a part may hear and reach. */
export function trafficOf(
  home: Home,
  flows: { readonly ingress: readonly Flow[]; readonly egress: readonly Flow[] },
): void {
  new NetworkPolicy(
    `${home.name}-traffic`,
    { metadata: metadataOf(home), spec: trafficSpec(podsOf(home.part), flows) },
    home.opts,
  );
}
