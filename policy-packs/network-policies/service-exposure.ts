import { celTexts, type Validation } from "../lib/admission.ts";
import { parseCidr } from "../lib/cidr.ts";
import { CannotTell, each, type Finding, finding, seen, unseen } from "../lib/finding.ts";
import { cisKubernetes } from "../lib/frameworks.ts";
import { type Judgeable, judgeKinds } from "../lib/objects.ts";
import { resourceRule } from "../lib/rule.ts";
import { elements, field, isAbsent, isRecord, type Props, textAt } from "../lib/values.ts";
import { NAME, NAMESPACE } from "./selection.ts";

interface Settings {
  readonly exposed: readonly string[];
  readonly shortestPrefixIPv4: number;
  readonly shortestPrefixIPv6: number;
}

/**
 * The doors of the cluster are those on the list. A name that leads outside (ExternalName) is one too: whoever owns the
 * name decides whom the callers of the Service talk to.
 */
export const serviceExposure = resourceRule({
  pack: "network-policies",
  name: "service-exposure",
  severity: "high",
  level: "mandatory",
  description:
    "A Service stays inside the cluster unless it is listed, and a listed LoadBalancer says who may reach it.",
  remediation:
    "make it a ClusterIP behind the ingress controller, or have it listed with its loadBalancerSourceRanges",
  framework: cisKubernetes("5.3 Network Policies and CNI"),
  options: {
    exposed: {
      type: "array",
      description:
        "Services, as namespace/name, that may be of a type other than ClusterIP or have externalIPs.",
      default: [] as readonly string[],
      items: { type: "string", pattern: `^${NAMESPACE}/${NAME}$` },
      uniqueItems: true,
    },
    // What IANA gives a whole regional registry: who lets that in, lets the world in, in halves or in full.
    shortestPrefixIPv4: {
      type: "integer",
      description: "IPv4 source ranges with a shorter prefix are the whole world.",
      default: 9,
      minimum: 1,
    },
    shortestPrefixIPv6: {
      type: "integer",
      description: "IPv6 source ranges with a shorter prefix are the whole world.",
      default: 13,
      minimum: 1,
    },
  },
  judge: (subject, settings) =>
    judgeKinds(subject, { "": ["Service"] }, "Service", (service) => judge(service, settings)),
  admission: { match: [{ group: "", resources: ["services"] }], validations },
});

function* judge({ props, patch, prefix }: Judgeable, settings: Settings): Iterable<Finding> {
  const spec = field(props, "spec");
  if (patch && isAbsent(spec)) return;
  if (!isRecord(spec)) throw new CannotTell("spec is not there yet");
  const name = nameOf(props);
  const type = yield* seen({
    where: prefix.trimEnd(),
    read: () => textAt(spec, "type") ?? "ClusterIP",
  });
  if (settings.exposed.includes(name)) {
    if (type === "LoadBalancer") yield* judgeSources(prefix, spec, settings);
    return;
  }
  const unlisted = `and ${JSON.stringify(name)} is not listed`;
  if (type !== unseen && type !== "ClusterIP")
    yield finding(`${prefix}the Service is of type ${type}, ${unlisted}`);
  const addresses = elements(spec, "externalIPs").map(({ where, read }) => ({
    where: `${prefix}${where}`,
    read,
  }));
  yield* each(addresses, (address) => [
    finding(`${prefix}the Service answers at ${JSON.stringify(address)}, ${unlisted}`),
  ]);
}

function* judgeSources(prefix: string, spec: Props, settings: Settings): Iterable<Finding> {
  const sources = elements(spec, "loadBalancerSourceRanges");
  if (sources.length === 0)
    yield finding(`${prefix}the Service is open to the world without loadBalancerSourceRanges`);
  const placed = sources.map(({ where, read }) => ({ where: `${prefix}${where}`, read }));
  yield* each(placed, (source) => {
    const range = typeof source === "string" ? parseCidr(source) : undefined;
    const text = JSON.stringify(source);
    if (range === undefined)
      return [
        finding(`${prefix}the Service lets in ${text}, which is no network in its plain form`),
      ];
    const shortest = range.family === 4 ? settings.shortestPrefixIPv4 : settings.shortestPrefixIPv6;
    if (range.prefix >= shortest) return [];
    return [finding(`${prefix}the Service lets in ${text}, wider than /${shortest}`)];
  });
}

const nameOf = (props: Props): string =>
  `${textAt(props, "metadata", "namespace") ?? ""}/${textAt(props, "metadata", "name") ?? ""}`;

function validations({
  exposed,
  shortestPrefixIPv4,
  shortestPrefixIPv6,
}: Settings): readonly Validation[] {
  const name =
    "(has(object.metadata.namespace) ? object.metadata.namespace : '') + '/' +" +
    " (has(object.metadata.name) ? object.metadata.name : '')";
  return [
    {
      expression:
        `${name} in ${celTexts(exposed)} || (!has(object.spec.type) || object.spec.type == 'ClusterIP')` +
        " && (!has(object.spec.externalIPs) || object.spec.externalIPs.size() == 0)",
      message: "the Service leaves the cluster and is not listed",
    },
    {
      expression:
        "!has(object.spec.type) || object.spec.type != 'LoadBalancer'" +
        " || has(object.spec.loadBalancerSourceRanges) && object.spec.loadBalancerSourceRanges.size() > 0" +
        " && object.spec.loadBalancerSourceRanges.all(s, isCIDR(s) && cidr(s) == cidr(s).masked()" +
        ` && cidr(s).prefixLength() >= (cidr(s).ip().family() == 4 ? ${shortestPrefixIPv4} : ${shortestPrefixIPv6}))`,
      message: "loadBalancerSourceRanges lets in the whole world",
    },
  ];
}
