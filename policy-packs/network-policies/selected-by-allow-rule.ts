import { cannotTell, type Finding, finding, placed, reasonOf } from "../lib/finding.ts";
import { cisKubernetes } from "../lib/frameworks.ts";
import { near } from "../lib/near.ts";
import { notApplicable, stackRule } from "../lib/rule.ts";
import { namespacesIn, type StackNamespace } from "../lib/stack-namespaces.ts";
import { doubtOf } from "../lib/stack-objects.ts";
import { type Member, membersIn } from "./members.ts";
import { policiesIn, type Policy } from "./policies.ts";
import { NAMESPACE, selects } from "./selection.ts";

/** A pod that no policy lets talk was forgotten: somebody will open the whole namespace to mend it. */
export const selectedByAllowRule = stackRule({
  pack: "network-policies",
  name: "selected-by-allow-rule",
  severity: "medium",
  level: "mandatory",
  description:
    "Every pod of the stack is selected by a NetworkPolicy of its namespace that allows some traffic.",
  remediation:
    "write a NetworkPolicy whose podSelector matches the labels of the pod template, with the traffic it needs",
  framework: cisKubernetes("5.3.2 Ensure that all Namespaces have NetworkPolicies defined"),
  options: {
    allowedElsewhere: {
      type: "array",
      description:
        "Namespaces that the stack only uses and for which somebody else writes what is allowed.",
      default: [] as readonly string[],
      items: { type: "string", pattern: `^${NAMESPACE}$` },
      uniqueItems: true,
    },
  },
  judge: (subjects, { allowedElsewhere }) => {
    const { found: members, strays } = membersIn(subjects);
    if (members.length === 0 && strays.length === 0) {
      return notApplicable("the stack makes no pods");
    }
    const { namespaces } = namespacesIn(subjects);
    const { found: policies } = policiesIn(subjects);
    const judged = members.filter(
      (member) => !allowedElsewhere.includes(member.namespace) || isOwn(member, namespaces),
    );
    const policiesOf = near(policies, (policy) => policy.namespace());
    return [
      ...strays.map(doubtOf),
      ...judged.flatMap((member) => judge(member, policiesOf(member.namespace))),
    ];
  },
});

/** Whether the stack creates the namespace of these pods. */
const isOwn = ({ namespace, cluster }: Member, namespaces: readonly StackNamespace[]): boolean =>
  namespaces.some(
    (one) => one.name === namespace && one.cluster === cluster && one.user === undefined,
  );

function judge(member: Member, policies: readonly Policy[]): readonly Finding[] {
  const { label, cluster, namespace, urn } = member;
  const doubts = new Set<string>();
  for (const policy of policies) {
    if (policy.cluster !== cluster) continue;
    try {
      if (policy.namespace() === namespace && policy.allows() && selects(policy, member)) return [];
    } catch (error) {
      doubts.add(placed(policy.label, reasonOf(error)));
    }
  }
  const message = `no policy of namespace ${JSON.stringify(namespace)} allows the pods of ${label} any traffic`;
  if (doubts.size === 0) return [finding(message, urn)];
  return [cannotTell(`as far as it shows, ${message}; ${[...doubts].join("; ")}`, urn)];
}
