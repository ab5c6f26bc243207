import { CannotTell } from "../lib/finding.ts";
import { elements, field, isAbsent, textAt } from "../lib/values.ts";
import { type Grant, grantsOf, textsOf } from "./rbac.ts";
import type { StackObject } from "../lib/stack-objects.ts";
import { needed, type StackObjects } from "./workloads.ts";

/** Who a pod acts as. */
export interface Account {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

/** A power that a service account holds: `get pods/log`, `list deployments.apps`, `get /metrics`. */
export interface Power {
  readonly text: string;
  /** The binding that grants it. */
  readonly through: string;
}

/** Bindings of the stack that reach an account: by its name, as a user, or as one of a group. */
export const bindingsOf = (account: Account, { bindings }: StackObjects): readonly StackObject[] =>
  bindings.filter((binding) => binding.cluster === account.cluster && binds(binding, account));

function binds({ object }: StackObject, { namespace, name }: Account): boolean {
  const groups = [
    "system:authenticated",
    "system:serviceaccounts",
    `system:serviceaccounts:${namespace}`,
  ];
  return elements(object.props, "subjects").some(({ read }) => {
    const subject = read();
    const [kind, called] = [textAt(subject, "kind"), textAt(subject, "name") ?? ""];
    if (kind === "Group") return groups.includes(called);
    if (kind === "User") return called === `system:serviceaccount:${namespace}:${name}`;
    return called === name && (textAt(subject, "namespace") ?? "") === namespace;
  });
}

/** What a binding grants, once its role is found in the stack. */
export function powersOf(
  binding: StackObject,
  account: Account,
  { roles }: StackObjects,
): readonly Power[] {
  const { props } = binding.object;
  const [sort, name] = [textAt(props, "roleRef", "kind"), textAt(props, "roleRef", "name")];
  if (sort === undefined || name === undefined) throw new CannotTell("roleRef is not there yet");
  const role = roles.find(
    (one) =>
      one.cluster === account.cluster &&
      one.object.kind === sort &&
      needed(one, "name") === name &&
      (sort === "ClusterRole" || needed(one, "namespace") === needed(binding, "namespace")),
  );
  if (role === undefined)
    throw new CannotTell(`the ${sort} ${JSON.stringify(name)} it grants is not in this stack`);
  if (!isAbsent(field(role.object.props, "aggregationRule")))
    throw new CannotTell(`the ${sort} ${JSON.stringify(name)} it grants is put together elsewhere`);
  return grantsOf(role.object.props).flatMap(({ read }) =>
    listed(read()).map((text) => ({ text, through: binding.label })),
  );
}

/** Every verb on everything it is granted on. */
function listed(grant: Grant): readonly string[] {
  const groups = textsOf(grant, "apiGroups");
  const resources = textsOf(grant, "resources").flatMap((resource) =>
    groups.map((group) => (group === "" ? resource : `${resource}.${group}`)),
  );
  const things = [...resources, ...textsOf(grant, "nonResourceURLs")];
  return textsOf(grant, "verbs").flatMap((verb) => things.map((thing) => `${verb} ${thing}`));
}
