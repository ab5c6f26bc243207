import { CannotTell, each, type Finding, type Lazy } from "../lib/finding.ts";
import type { Judgeable, Kinds } from "../lib/objects.ts";
import { elements, field, isAbsent, isRecord, type Props } from "../lib/values.ts";

/** The policies that the rules of this pack understand. */
export const POLICIES: Kinds = { "networking.k8s.io": ["NetworkPolicy"] };

export const MATCHED = [{ group: "networking.k8s.io", resources: ["networkpolicies"] }];

/** Where each direction keeps those it lets through. */
const SIDES = [
  ["ingress", "from"],
  ["egress", "to"],
] as const;

export interface TrafficRule {
  /** `egress[0]`, in a list with the item in front. */
  readonly label: string;
  readonly direction: "ingress" | "egress";
  /** Whom it is about, each readable on its own; none means everybody. */
  readonly peers: readonly Lazy<Props>[];
}

/** Judges the rules of a policy one by one, those of directions included that it is not of: a word makes them live. */
export function* eachTrafficRule(
  { props, prefix }: Judgeable,
  judge: (rule: TrafficRule) => Iterable<Finding>,
): Iterable<Finding> {
  const spec = field(props, "spec");
  if (isAbsent(spec)) return;
  if (!isRecord(spec)) throw new CannotTell("spec is not an object");
  for (const [direction, side] of SIDES) {
    const rules = elements(spec, direction).map(({ where, read }) => {
      const label = `${prefix}${where}`;
      return {
        where: label,
        read: () => ({ label, direction, peers: peersOf(label, read(), side) }),
      };
    });
    yield* each(rules, judge);
  }
}

function peersOf(label: string, rule: unknown, side: string): readonly Lazy<Props>[] {
  if (!isRecord(rule)) throw new CannotTell("is not an object");
  return elements(rule, side).map(({ where, read }) => ({
    where: where === "" ? label : `${label}.${where}`,
    read: () => {
      const peer = read();
      if (!isRecord(peer)) throw new CannotTell("is not an object");
      return peer;
    },
  }));
}

/** CEL that holds when it holds of every rule `r` of a policy; it is given the field that lists the peers. */
export const celOfRules = (demand: (side: string) => string): string =>
  SIDES.map(
    ([direction, side]) =>
      `(!has(object.spec) || !has(object.spec.${direction}) || object.spec.${direction}.all(r, ${demand(side)}))`,
  ).join(" && ");
