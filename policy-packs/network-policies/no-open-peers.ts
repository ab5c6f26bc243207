import { each, type Finding, finding } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { judgeKinds } from "../lib/objects.ts";
import { resourceRule } from "../lib/rule.ts";
import { selectorOf } from "../lib/selector.ts";
import { elements, field, isAbsent, isEmpty, isRecord, type Props } from "../lib/values.ts";
import { celOfRules, eachTrafficRule, MATCHED, POLICIES, type TrafficRule } from "./traffic.ts";

/** The API server puts this label on every namespace, so that to have it says nothing. */
const EVERYWHERE = "kubernetes.io/metadata.name";

/**
 * A rule for everybody is no fence. One without peers is for the whole world, on the ports it names as on all others;
 * within its own namespace a policy may name every pod.
 */
export const noOpenPeers = resourceRule({
  pack: "network-policies",
  name: "no-open-peers",
  severity: "high",
  level: "mandatory",
  description:
    "Every rule of a NetworkPolicy names its peers, and none of them is every pod of every namespace.",
  remediation:
    "name in from or to who may talk: labels of its namespace and of its pods, or an ipBlock",
  framework: nsaHardening("Network separation and hardening: network policies"),
  options: {},
  judge: (subject) =>
    judgeKinds(subject, POLICIES, "NetworkPolicy", (policy) => eachTrafficRule(policy, judge)),
  admission: {
    match: MATCHED,
    validations: () => [
      {
        expression: celOfRules((side) => `has(r.${side}) && r.${side}.size() > 0`),
        message: "a rule names no peer, which opens it to the whole world",
      },
      {
        expression: celOfRules((side) => `!has(r.${side}) || r.${side}.all(p, ${NAMED})`),
        message: "a peer is every pod of every namespace",
      },
    ],
  },
});

const singlesOut = (selector: string) =>
  `has(p.${selector}) && (has(p.${selector}.matchLabels) && p.${selector}.matchLabels.size() > 0` +
  ` || has(p.${selector}.matchExpressions) && p.${selector}.matchExpressions.exists(e,` +
  ` e.operator == 'In' || e.operator == 'Exists' && e.key != '${EVERYWHERE}'))`;

const NAMED = [
  "has(p.ipBlock)",
  "!has(p.namespaceSelector) && has(p.podSelector)",
  singlesOut("namespaceSelector"),
  singlesOut("podSelector"),
].join(" || ");

function* judge({ label, direction, peers }: TrafficRule): Iterable<Finding> {
  if (peers.length === 0) {
    const way = direction === "ingress" ? "in from everywhere" : "out to everywhere";
    yield finding(`${label} lets traffic ${way}, because it names no peer`);
  }
  for (const peer of peers) {
    yield* each([peer], (props) => {
      const fault = faultOf(props);
      return fault === undefined ? [] : [finding(`${peer.where} ${fault}`)];
    });
  }
}

function faultOf(peer: Props): string | undefined {
  const [block, spaces, pods] = ["ipBlock", "namespaceSelector", "podSelector"].map((key) =>
    field(peer, key),
  );
  if (!isAbsent(block)) return undefined;
  if (isAbsent(spaces) && isAbsent(pods)) return "names no peer";
  const ranges = [spaces, pods].filter((selector) => selectorOf(selector).selects !== "none");
  if (isAbsent(spaces) || ranges.some(isNarrow)) return undefined;
  return "is every pod of every namespace";
}

/** Says what it selects, and not only what it leaves out. */
function isNarrow(selector: unknown): boolean {
  if (!isRecord(selector)) return false;
  if (!isEmpty(selector["matchLabels"])) return true;
  return elements(selector, "matchExpressions").some(({ read }) => {
    const expression = read();
    const operator = field(expression, "operator");
    return operator === "In" || (operator === "Exists" && field(expression, "key") !== EVERYWHERE);
  });
}
