import {
  CannotTell,
  cannotTell,
  each,
  type Finding,
  finding,
  placed,
  reasonOf,
} from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { isOf } from "../lib/objects.ts";
import { notApplicable, stackRule } from "../lib/rule.ts";
import { doubtOf, gather, type StackObject } from "../lib/stack-objects.ts";
import { elements, field, isRecord, type Props, textAt } from "../lib/values.ts";
import { type HostRule, hostRules, INGRESSES, specOf } from "./ingress.ts";

/** Two that answer for one address: which of them does is left to the controller, and to whoever came first. */
export const uniqueIngressHost = stackRule({
  pack: "network-policies",
  name: "unique-ingress-host",
  severity: "medium",
  level: "mandatory",
  description: "Every path of every host is served by one Ingress only.",
  remediation: "give one of the two another host or path, or serve both from one Ingress",
  framework: nsaHardening("Network separation and hardening: network policies"),
  options: {},
  judge: (subjects) => {
    const { found, strays } = gather(subjects, (one) =>
      isOf(one.object, INGRESSES) ? one : undefined,
    );
    if (found.length === 0 && strays.length === 0) {
      return notApplicable("the stack has no Ingress");
    }
    const owners = new Map<string, Owner>();
    return [...strays.map(doubtOf), ...found.flatMap((ingress) => [...judge(ingress, owners)])];
  },
});

/** Who serves an address, first come. */
interface Owner {
  readonly identity: string;
  readonly label: string;
}

function* judge(
  { label, cluster, urn, object: { props } }: StackObject,
  owners: Map<string, Owner>,
): Iterable<Finding> {
  try {
    const self = { identity: identityOf(props) ?? `${urn ?? ""} ${label}`, label };
    const rules = hostRules(specOf(props) ?? {});
    for (const found of each(rules, (rule) => clashes(rule, self, cluster, owners))) {
      yield { ...found, message: placed(label, found.message), urn };
    }
  } catch (error) {
    yield cannotTell(placed(label, reasonOf(error)), urn);
  }
}

/** The object in the cluster, whoever writes it: a patch of an Ingress is that Ingress. */
function identityOf(props: Props): string | undefined {
  const name = textAt(props, "metadata", "name");
  return name && `${textAt(props, "metadata", "namespace") ?? ""}/${name}`;
}

function* clashes(
  { label, host = "", props }: HostRule,
  self: Owner,
  cluster: string,
  owners: Map<string, Owner>,
): Iterable<Finding> {
  for (const path of new Set(pathsOf(props))) {
    const address = `${host.toLowerCase()}${path}`;
    const key = `${cluster} ${address}`;
    const owner = owners.get(key) ?? self;
    owners.set(key, owner);
    if (owner.identity === self.identity) continue;
    yield finding(
      `${label} serves ${JSON.stringify(address)}, which ${owner.label} serves already`,
    );
  }
}

/** Paths as requests match them: how the end is written makes no difference, and none is all. */
function pathsOf(rule: Props): readonly string[] {
  const http = field(rule, "http");
  const paths = isRecord(http) ? elements(http, "paths") : [];
  if (paths.length === 0) return ["/"];
  return paths.map(({ read }) => {
    const entry = read();
    if (!isRecord(entry)) throw new CannotTell("a path is not an object");
    return `${(textAt(entry, "path") ?? "").replace(/\/+$/, "")}/`;
  });
}
