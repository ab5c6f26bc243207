import { cannotTell } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { isOf, judgeKinds } from "../lib/objects.ts";
import { resourceRule } from "../lib/rule.ts";
import { FOREIGN_POLICIES, matchedOf } from "./foreign.ts";
import { MATCHED, POLICIES } from "./traffic.ts";

/** What nobody reads counts neither as a fence nor as a gate; that it is there has to be seen. */
export const understoodPolicies = resourceRule({
  pack: "network-policies",
  name: "understood-policies",
  severity: "high",
  level: "mandatory",
  description:
    "Traffic is opened and closed by NetworkPolicies of Kubernetes alone, which the rules of this pack read.",
  remediation:
    "write it as a NetworkPolicy of networking.k8s.io/v1, or have somebody who read it ask for a waiver",
  framework: nsaHardening("Network separation and hardening: network policies"),
  options: {},
  judge: (subject) =>
    judgeKinds(subject, ALL, "network policy", (object) => {
      if (isOf(object, POLICIES)) return [];
      const { kind, group, prefix } = object;
      return [cannotTell(`${prefix}nobody here reads a ${kind} of ${group}, which rules traffic`)];
    }),
  admission: {
    match: [...MATCHED, ...matchedOf(FOREIGN_POLICIES)],
    validations: () => [
      {
        expression:
          "object.kind == 'NetworkPolicy' && object.apiVersion.startsWith('networking.k8s.io/')",
        message: "nobody reads this kind, which opens or closes traffic",
      },
    ],
  },
});

const ALL = { ...FOREIGN_POLICIES, ...POLICIES };
