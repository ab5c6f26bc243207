import { celText, celTexts, type Matched } from "./admission.ts";
import { patternOf, type Waiver } from "./waivers.ts";

/** A name and an expression: a request for which one of them is false is not judged. */
export interface Condition {
  readonly name: string;
  readonly expression: string;
}

/** Somebody who makes objects out of others that were judged, and is therefore not asked twice. */
export interface Controller {
  /** Its name at the API server, `system:serviceaccount:argo-rollouts:argo-rollouts`. */
  readonly user: string;
  /** What it makes, and nothing else is taken from it unseen: `apps/replicasets`, `pods`. */
  readonly makes: readonly string[];
}

const ofCluster = (name: string, ...makes: readonly string[]): Controller => ({
  user: `system:serviceaccount:kube-system:${name}`,
  makes,
});

/**
 * The controllers of Kubernetes itself, by the accounts they act under (kube-controller-manager with
 * --use-service-account-credentials, as managed clusters, kubeadm and our local control plane run it).
 *
 * Who asks is attested by the API server; an ownerReference is written by whoever likes, and counts for nothing here.
 */
export const clusterControllers: readonly Controller[] = [
  ofCluster("deployment-controller", "apps/replicasets"),
  ofCluster("replicaset-controller", "pods"),
  ofCluster("replication-controller", "pods"),
  ofCluster("statefulset-controller", "pods"),
  ofCluster("daemon-set-controller", "pods"),
  ofCluster("cronjob-controller", "batch/jobs"),
  ofCluster("job-controller", "pods"),
  // What every namespace is born with.
  ofCluster("service-account-controller", "serviceaccounts"),
  ofCluster("root-ca-cert-publisher", "configmaps"),
];

/**
 * An object on its way out may shed its finalizers, whatever it looks like, and change nothing else: a Role or a
 * NetworkPolicy that waits for its finalizer is in force until it is gone.
 */
export const stays: Condition = {
  name: "stays",
  expression: [
    "!(request.operation == 'UPDATE' && has(object.metadata.deletionTimestamp)",
    "dyn(object).all(k, k in ['metadata', 'status'] || (k in dyn(oldObject) && dyn(object)[k] == dyn(oldObject)[k]))",
    "dyn(oldObject).all(k, k in dyn(object)))",
  ].join(" && "),
};

/** Nothing if no controller makes what is matched. The garbage collector only takes references and finalizers away. */
export function notByController(
  matched: readonly Matched[],
  controllers: readonly Controller[],
): Condition {
  const collector = ofCluster("generic-garbage-collector").user;
  const makers = matched.flatMap(({ group, resources }) =>
    resources.flatMap((resource) => {
      const name = group === "" ? resource : `${group}/${resource}`;
      const users = controllers.filter(({ makes }) => makes.includes(name)).map(({ user }) => user);
      if (users.length === 0) return [];
      return [
        `(request.resource.group == ${celText(group)} && request.resource.resource == ${celText(resource)}` +
          ` && request.userInfo.username in ${celTexts(users)})`,
      ];
    }),
  );
  const collecting = `(request.operation == 'UPDATE' && request.userInfo.username == ${celText(collector)})`;
  const whole = "(!has(request.subResource) || request.subResource == '')";
  return {
    name: "not-by-controller",
    expression: `!(${whole} && (${[collecting, ...makers].join(" || ")}))`,
  };
}

/** The object as waivers and refusals name it: `Deployment core/api`. */
const IDENTITY = [
  "object.kind + ' '",
  "(has(object.metadata.namespace) && object.metadata.namespace != '' ? object.metadata.namespace + '/' : '')",
  "(has(object.metadata.name) ? object.metadata.name : '')",
].join(" + ");

const named = (waiver: Waiver): string => `(${IDENTITY}).matches(${celText(patternOf(waiver))})`;

/** True for an object that no waiver names. */
export const notWaived = (waivers: readonly Waiver[]): Condition => ({
  name: "not-waived",
  expression: `!(${waivers.map(named).join(" || ")})`,
});

/** True for an object that a waiver names. */
export const waived = (waivers: readonly Waiver[]): Condition => ({
  name: "waived",
  expression: waivers.map(named).join(" || "),
});

/**
 * True once no waiver of the object holds any more.
 *
 * CEL has no clock. What tells the time is the lease that every API server renews about every ten seconds; only who may write
 * leases in kube-system could turn it back. (managedFields are no clock: their writer may send them along, and an update
 * that only takes away leaves them as they are.) A new object carries the time besides: the server stamps it.
 */
export function lapsed(waivers: readonly Waiver[]): Condition {
  const held = waivers.map((waiver) => {
    const end = `timestamp(${celText(endOf(waiver))})`;
    return `(${named(waiver)} && ${NOW} < ${end} && (request.operation != 'CREATE' || ${BORN} < ${end}))`;
  });
  return { name: "lapsed", expression: `!(has(params.spec.renewTime) && (${held.join(" || ")}))` };
}

const NOW = "timestamp(params.spec.renewTime)";
const BORN = "timestamp(object.metadata.creationTimestamp)";

/** The first instant at which a waiver holds no more. */
const endOf = ({ expires }: Waiver): string =>
  new Date(Date.parse(`${expires}T00:00:00Z`) + 86_400_000).toISOString().replace(".000Z", "Z");

/** The leases of the API servers, as the parameter of a policy; without one, what needs it is refused. */
export const clock = {
  paramKind: { apiVersion: "coordination.k8s.io/v1", kind: "Lease" },
  paramRef: {
    namespace: "kube-system",
    selector: { matchLabels: { "apiserver.kubernetes.io/identity": "kube-apiserver" } },
    parameterNotFoundAction: "Deny",
  },
};
