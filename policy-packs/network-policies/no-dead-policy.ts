import { byPlace } from "../lib/by-place.ts";
import { cannotTell, type Finding, finding, placed, reasonOf } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { notApplicable, stackRule } from "../lib/rule.ts";
import type { KubernetesObject, Subject } from "../lib/subject.ts";
import { field, isAbsent } from "../lib/values.ts";
import { type Member, membersIn } from "./members.ts";
import { isPolicy, type Policy, policyOf } from "./places.ts";
import { NAME, NAMESPACE, selects } from "./selection.ts";
import { isKind, stackObjects } from "./stack-objects.ts";

/** A policy that selects nothing protects nothing: its selector is mistyped, or its pods are gone. */
export const noDeadPolicy = stackRule({
  pack: "network-policies",
  name: "no-dead-policy",
  severity: "medium",
  level: "mandatory",
  description:
    "Every NetworkPolicy that names the pods it is for selects a pod that the stack makes.",
  remediation:
    "make the podSelector match the labels of a pod template in that namespace, or remove the policy",
  framework: nsaHardening("Network separation and hardening: network policies"),
  options: {
    podsElsewhere: {
      type: "array",
      description:
        "Policies, as namespace/name, and whole namespaces, whose pods somebody else brings in, as Argo CD does; none unless it is named.",
      default: [] as readonly string[],
      items: { type: "string", pattern: `^${NAMESPACE}(/${NAME})?$` },
      uniqueItems: true,
    },
  },
  judge: (subjects, { podsElsewhere }) => {
    const { policies, findings } = policiesIn(subjects);
    if (policies.length === 0 && findings.length === 0) {
      return notApplicable("the stack has no network policy");
    }
    const { members, strays } = membersIn(subjects);
    const membersAt = byPlace(members, ({ namespace }) => namespace);
    return [
      ...findings,
      ...policies.flatMap((policy) => {
        const { cluster } = policy;
        const reasons = strays.filter((stray) => stray.cluster === cluster);
        return judge(
          policy,
          membersAt,
          new Set(reasons.map(({ reason }) => reason)),
          podsElsewhere,
        );
      }),
    ];
  },
});

/** The policies of a stack, and what may be one and cannot be read. */
function policiesIn(subjects: readonly Subject[]) {
  const policies: Policy[] = [];
  const findings: Finding[] = [];
  for (const { label, cluster, urn, read } of stackObjects(subjects)) {
    try {
      const object = read();
      if (isPolicy(object)) policies.push(policyOf(label, cluster, urn, object.props));
      else if (selectsAnew(object))
        findings.push(cannotTell(`${label} changes what a policy selects`, urn));
    } catch (error) {
      findings.push(cannotTell(placed(label, reasonOf(error)), urn));
    }
  }
  return { policies, findings };
}

const selectsAnew = (object: KubernetesObject): boolean =>
  isKind(object, "networking.k8s.io", "NetworkPolicy") &&
  !isAbsent(field(object.props, "spec", "podSelector"));

function judge(
  policy: Policy,
  membersAt: (namespace: string) => readonly Member[],
  doubts: Set<string>,
  podsElsewhere: readonly string[],
): readonly Finding[] {
  const { label, urn } = policy;
  try {
    if (policy.selector().selects === "all") return [];
    const namespace = policy.namespace();
    if (podsElsewhere.includes(namespace)) return [];
    if (podsElsewhere.includes(`${namespace}/${policy.name() ?? ""}`)) return [];
    for (const member of membersAt(namespace)) {
      if (member.cluster !== policy.cluster) continue;
      try {
        if (selects(policy, member)) return [];
      } catch (error) {
        doubts.add(placed(member.label, reasonOf(error)));
      }
    }
    const message = `${label} selects no pod that the stack makes in namespace ${JSON.stringify(namespace)}`;
    if (doubts.size === 0) return [finding(message, urn)];
    return [cannotTell(`as far as it shows, ${message}; ${[...doubts].join("; ")}`, urn)];
  } catch (error) {
    return [cannotTell(placed(label, reasonOf(error)), urn)];
  }
}
