import { CannotTell, type Lazy } from "../lib/finding.ts";
import { elements, isRecord, type Props } from "../lib/values.ts";

export const RBAC = "rbac.authorization.k8s.io";

/** One line of a Role: `rules[0]`. */
export interface Grant {
  readonly where: string;
  readonly props: Props;
}

/** The lines of a Role or ClusterRole. */
export const grantsOf = (role: Props): readonly Lazy<Grant>[] =>
  elements(role, "rules").map(({ where, read }) => ({
    where: where === "" ? "rules" : where,
    read: () => {
      const props = read();
      if (!isRecord(props)) throw new CannotTell("is not an object");
      return { where, props };
    },
  }));

/** The texts of a list of such a line. */
export function textsOf({ props }: Grant, key: string): readonly string[] {
  return elements(props, key).map(({ read }) => {
    const text = read();
    if (typeof text === "string") return text;
    throw new CannotTell(`${key} holds what is not a text`);
  });
}

/** In CEL: the lines of the role at hand. */
export const celGrants = "(has(object.rules) && dyn(object.rules) != null ? object.rules : [])";

/**
 * In CEL: Kubernetes itself asks, to bring its own roles and bindings up to date.
 *
 * The API server writes the roles it was built with, and the aggregation controller fills in `admin`, `edit` and `view`;
 * both are among what the rules refuse to people.
 */
export const celKubernetesItself =
  "request.userInfo.username in ['system:apiserver', 'system:kube-controller-manager', " +
  "'system:serviceaccount:kube-system:clusterrole-aggregation-controller']";
