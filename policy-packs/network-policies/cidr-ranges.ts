import { celText, celTexts, type Validation } from "../lib/admission.ts";
import { type Cidr, cidr, contains, overlap, parseCidr } from "../lib/cidr.ts";
import { CannotTell, each, type Finding, finding } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { type Judgeable, judgeKinds } from "../lib/objects.ts";
import { resourceRule } from "../lib/rule.ts";
import { elements, field, isAbsent, isRecord, type Props, textAt } from "../lib/values.ts";
import { NAME, NAMESPACE } from "./selection.ts";
import { celOfRules, eachTrafficRule, MATCHED, POLICIES } from "./traffic.ts";

/** Where machines hand out credentials to whoever asks: EC2 and others, in IPv4 and IPv6. */
const METADATA = ["169.254.169.254/32", "fd00:ec2::254/128"];

/** Private (RFC 1918, 6598, 4193) and link-local (RFC 3927, 4291) ranges; the metadata services are in them. */
const INNER = [
  ...["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
  ...["fc00::/7", "fe80::/10"],
];

interface Settings {
  readonly openPolicies: readonly string[];
  readonly shortestPrefixIPv4: number;
  readonly shortestPrefixIPv6: number;
}

/** An address range is a peer nobody can name: it is small, or it is the outside and nothing but the outside. */
export const cidrRanges = resourceRule({
  pack: "network-policies",
  name: "cidr-ranges",
  severity: "high",
  level: "mandatory",
  description:
    "No ipBlock of a NetworkPolicy is wide unless the policy is listed and excepts private and link-local ranges; none reaches instance metadata.",
  remediation:
    "name the networks that are meant, in plain form; list a policy that has to reach the outside, and except the inner ranges there",
  framework: nsaHardening("Network separation and hardening: network policies"),
  options: {
    openPolicies: {
      type: "array",
      description: "Policies, as namespace/name, whose ipBlocks may be wide.",
      default: [] as readonly string[],
      items: { type: "string", pattern: `^${NAMESPACE}/${NAME}$` },
      uniqueItems: true,
    },
    // The largest networks that a VPC of AWS can have. Less than what IANA gives a whole registry cannot be asked for.
    shortestPrefixIPv4: {
      type: "integer",
      description: "IPv4 ranges with a shorter prefix are wide.",
      default: 16,
      minimum: 8,
    },
    shortestPrefixIPv6: {
      type: "integer",
      description: "IPv6 ranges with a shorter prefix are wide.",
      default: 44,
      minimum: 12,
    },
  },
  judge: (subject, settings) =>
    judgeKinds(subject, POLICIES, "NetworkPolicy", (policy) => judgePolicy(policy, settings)),
  admission: { match: MATCHED, validations },
});

const judgePolicy = (policy: Judgeable, settings: Settings): Iterable<Finding> =>
  eachTrafficRule(policy, ({ peers }) =>
    each(
      peers.map(({ where, read }) => ({
        where: `${where}.ipBlock`,
        read: () => ({ label: `${where}.ipBlock`, block: field(read(), "ipBlock") }),
      })),
      ({ label, block }) => {
        if (isAbsent(block)) return [];
        if (!isRecord(block)) throw new CannotTell("is not an object");
        return judge(label, block, () => nameOf(policy), settings);
      },
    ),
  );

function* judge(
  label: string,
  block: Props,
  name: () => string,
  settings: Settings,
): Iterable<Finding> {
  const text = textAt(block, "cidr");
  if (text === undefined) throw new CannotTell("cidr is not there yet");
  const range = parseCidr(text);
  if (range === undefined) {
    yield finding(`${label} has the cidr ${JSON.stringify(text)}, no network in its plain form`);
    return;
  }
  const excepted: Cidr[] = [];
  const entries = elements(block, "except").map(({ where, read }) => ({
    where: where === "" ? label : `${label}.${where}`,
    read,
  }));
  yield* each(entries, (entry) => {
    const hole = typeof entry === "string" ? parseCidr(entry) : undefined;
    if (hole === undefined)
      return [finding(`${label} excepts ${JSON.stringify(entry)}, no network in its plain form`)];
    excepted.push(hole);
    return [];
  });
  const shortest = range.family === 4 ? settings.shortestPrefixIPv4 : settings.shortestPrefixIPv6;
  const wide = range.prefix < shortest;
  if (wide && !settings.openPolicies.includes(name())) {
    yield finding(
      `${label} opens ${JSON.stringify(text)}, wider than /${shortest}, and ${JSON.stringify(name())} is not listed`,
    );
    return;
  }
  const reached = (wide ? INNER : METADATA).filter((inner) => {
    const kept = cidr(inner);
    return overlap(range, kept) && !excepted.some((hole) => contains(hole, kept));
  });
  if (reached.length === 0) return;
  yield finding(`${label} opens ${JSON.stringify(text)} and does not except ${reached.join(", ")}`);
}

/** As it is listed; a policy whose name the engine will make up is not listed. */
const nameOf = ({ props }: Judgeable): string =>
  `${textAt(props, "metadata", "namespace") ?? ""}/${textAt(props, "metadata", "name") ?? ""}`;

function validations({
  openPolicies,
  shortestPrefixIPv4,
  shortestPrefixIPv6,
}: Settings): readonly Validation[] {
  const wide = `c.prefixLength() < (c.ip().family() == 4 ? ${shortestPrefixIPv4} : ${shortestPrefixIPv6})`;
  const name =
    "(has(object.metadata.namespace) ? object.metadata.namespace : '') + '/' +" +
    " (has(object.metadata.name) ? object.metadata.name : '')";
  const spared = (ranges: readonly string[]) =>
    `${celTexts(ranges)}.all(i, !c.containsCIDR(i) && !cidr(i).containsCIDR(c)` +
    " || has(p.ipBlock.except) && p.ipBlock.except.exists(x, cidr(x).containsCIDR(i)))";
  return [
    {
      expression: ofBlocks(
        `${plain("p.ipBlock.cidr")} && (!has(p.ipBlock.except) || p.ipBlock.except.all(x, ${plain("x")}))`,
      ),
      message: "a cidr or an exception is no network in its plain form",
    },
    {
      expression: `${name} in ${celTexts(openPolicies)} || ${ofBlocks(ofRange(`!(${wide})`))}`,
      message: `a range is wider than /${shortestPrefixIPv4} or, in IPv6, /${shortestPrefixIPv6}, and the policy is not listed`,
    },
    {
      expression: ofBlocks(ofRange(`${wide} ? ${spared(INNER)} : ${spared(METADATA)}`)),
      message: `${celText("except")} leaves out a private or link-local range, or instance metadata`,
    },
  ];
}

const plain = (text: string) => `isCIDR(${text}) && cidr(${text}) == cidr(${text}).masked()`;

/** Names the range of the block `c`; the first demand refuses what is none. */
const ofRange = (demand: string) =>
  `!isCIDR(p.ipBlock.cidr) || [cidr(p.ipBlock.cidr)].all(c, ${demand})`;

const ofBlocks = (demand: string) =>
  `(${celOfRules((side) => `!has(r.${side}) || r.${side}.all(p, !has(p.ipBlock) || (${demand}))`)})`;
