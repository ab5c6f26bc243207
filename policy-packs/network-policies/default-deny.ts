import { cannotTell, type Finding, finding, placed, reasonOf } from "../lib/finding.ts";
import { cisKubernetes } from "../lib/frameworks.ts";
import { notApplicable, stackRule } from "../lib/rule.ts";
import { namespacesIn, type StackNamespace } from "../lib/stack-namespaces.ts";
import { doubtOf } from "../lib/stack-objects.ts";
import { type Direction, DIRECTIONS, policiesIn, type Policy } from "./policies.ts";

/** Nothing talks to a pod, and no pod talks, unless somebody wrote a rule that lets it. */
export const defaultDeny = stackRule({
  pack: "network-policies",
  name: "default-deny",
  severity: "high",
  level: "mandatory",
  description:
    "Every namespace of the stack, and every namespace it puts pods in, denies traffic both ways by default.",
  remediation:
    'add a NetworkPolicy with podSelector {}, policyTypes ["Ingress", "Egress"] and no rules to that namespace',
  framework: cisKubernetes("5.3.2 Ensure that all Namespaces have NetworkPolicies defined"),
  options: {
    fencedElsewhere: {
      type: "array",
      description:
        "Namespaces that the stack only uses and somebody else fences; none unless it is named.",
      default: [] as readonly string[],
      items: { type: "string", pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" },
      uniqueItems: true,
    },
  },
  judge: (subjects, { fencedElsewhere }) => {
    const { namespaces, strays } = namespacesIn(subjects);
    if (namespaces.length === 0 && strays.length === 0) {
      return notApplicable("the stack has no namespace and no pods");
    }
    const { found } = policiesIn(subjects);
    return [...strays.map(doubtOf), ...judge(namespaces, found, fencedElsewhere)];
  },
});

function* judge(
  namespaces: readonly StackNamespace[],
  policies: readonly Policy[],
  fencedElsewhere: readonly string[],
): Iterable<Finding> {
  for (const { name, cluster, user, urn } of namespaces) {
    if (user !== undefined && fencedElsewhere.includes(name)) continue;
    const { denied, doubts } = summed(
      policies.filter((policy) => policy.cluster === cluster),
      name,
    );
    const open = DIRECTIONS.filter((direction) => !denied.has(direction));
    if (open.length === 0) continue;
    const origin = user === undefined ? "" : `, which ${user} uses and this stack does not create,`;
    const message = `namespace ${JSON.stringify(name)}${origin} does not deny ${open.join(" and ")} by default`;
    yield doubts.length === 0
      ? finding(message, urn)
      : cannotTell(`as far as it shows, ${message}; ${doubts.join("; ")}`, urn);
  }
}

/** What the policies of a namespace deny together, and which of them could not be read. */
function summed(policies: readonly Policy[], wanted: string) {
  const denied = new Set<Direction>();
  const doubts: string[] = [];
  for (const policy of policies) {
    try {
      if (policy.namespace() !== wanted) continue;
      for (const direction of policy.denied()) denied.add(direction);
    } catch (error) {
      doubts.push(placed(policy.label, reasonOf(error)));
    }
  }
  return { denied, doubts };
}
