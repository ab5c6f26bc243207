import { cannotTell, type Finding, finding, placed, reasonOf } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { near } from "../lib/near.ts";
import { notApplicable, stackRule } from "../lib/rule.ts";
import { isOf } from "../lib/objects.ts";
import { doubtOf, gather, type StackObject } from "../lib/stack-objects.ts";
import { field, isAbsent } from "../lib/values.ts";
import { type Member, membersIn } from "./members.ts";
import { policiesIn, type Policy } from "./policies.ts";
import { NAME, NAMESPACE, selects } from "./selection.ts";
import { POLICIES } from "./traffic.ts";

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
    const { found: policies } = policiesIn(subjects);
    const changes = gather(subjects, changeBy);
    const findings = [...changes.strays.map(doubtOf), ...changes.found];
    if (policies.length === 0 && findings.length === 0) {
      return notApplicable("the stack has no network policy");
    }
    const members = membersIn(subjects);
    const membersOf = near(members.found, ({ namespace }) => namespace);
    return [
      ...findings,
      ...policies.flatMap((policy) => {
        const { cluster } = policy;
        const reasons = members.strays.filter((stray) => stray.cluster === cluster);
        return judge(
          policy,
          membersOf,
          new Set(reasons.map(({ reason }) => reason)),
          podsElsewhere,
        );
      }),
    ];
  },
});

/** A patch that selects anew is no policy of its own; what it comes to hangs on what it patches. */
const changeBy = ({ label, urn, object }: StackObject): Finding | undefined =>
  object.patch && isOf(object, POLICIES) && !isAbsent(field(object.props, "spec", "podSelector"))
    ? cannotTell(`${label} changes what a policy selects`, urn)
    : undefined;

function judge(
  policy: Policy,
  membersOf: (namespace: string) => readonly Member[],
  doubts: Set<string>,
  podsElsewhere: readonly string[],
): readonly Finding[] {
  const { label, urn } = policy;
  try {
    if (policy.selector().selects === "all") return [];
    const namespace = policy.namespace();
    if (podsElsewhere.includes(namespace)) return [];
    if (podsElsewhere.includes(`${namespace}/${policy.name() ?? ""}`)) return [];
    for (const member of membersOf(namespace)) {
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
