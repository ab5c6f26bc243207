import type { Validation } from "../lib/admission.ts";
import {
  CannotTell,
  cannotTell,
  each,
  type Finding,
  finding,
  type Lazy,
  seen,
  unseen,
} from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { isOf, type Judgeable, judgeKinds } from "../lib/objects.ts";
import { resourceRule } from "../lib/rule.ts";
import { elements, field, isAbsent, type Props } from "../lib/values.ts";
import { FOREIGN_ENTRANCES, matchedOf } from "./foreign.ts";
import { hostRules, INGRESSES, specOf } from "./ingress.ts";

/** Who comes in from outside asks for a host that somebody meant to serve, and nobody reads along. */
export const ingressHosts = resourceRule({
  pack: "network-policies",
  name: "ingress-hosts",
  severity: "high",
  level: "mandatory",
  description:
    "Every rule of an Ingress is for one named host that its tls covers, and nothing answers for other hosts.",
  remediation:
    "name each host in full in rules and in tls.hosts, and drop the default backend; write other entrances as an Ingress",
  framework: nsaHardening("Network separation and hardening: TLS encryption"),
  options: {},
  judge: (subject) =>
    judgeKinds(subject, { ...FOREIGN_ENTRANCES, ...INGRESSES }, "entrance", (object) => {
      if (isOf(object, INGRESSES)) return judge(object);
      const { kind, group, prefix } = object;
      return [
        cannotTell(`${prefix}nobody here reads a ${kind} of ${group}, which lets traffic in`),
      ];
    }),
  admission: {
    match: [
      { group: "networking.k8s.io", resources: ["ingresses"] },
      ...matchedOf(FOREIGN_ENTRANCES),
    ],
    validations: () => VALIDATIONS,
  },
});

function* judge({ props, patch, prefix }: Judgeable): Iterable<Finding> {
  const spec = specOf(props);
  if (spec === undefined) {
    if (patch) return;
    throw new CannotTell("spec is not there yet");
  }
  const rules = hostRules(spec).map(({ where, read }) => ({ where: `${prefix}${where}`, read }));
  const backends = [...each(backendsOf(spec, prefix), (found) => found)];
  yield* backends;
  if (!patch && rules.length === 0 && backends.length === 0) {
    throw new CannotTell("rules is not there yet");
  }
  const covered = yield* seen({ where: `${prefix}tls`, read: () => tlsHosts(spec) });
  yield* each(rules, ({ label, host }) => {
    const place = `${prefix}${label}`;
    if (host === undefined) return [finding(`${place} is for every host`)];
    const name = JSON.stringify(host);
    if (host.includes("*")) return [finding(`${place} is for the wildcard host ${name}`)];
    if (covered === unseen || covered.some((one) => covers(one, host))) return [];
    return [finding(`${place} is for host ${name}, which no tls covers`)];
  });
}

/** Each a finding: what takes the requests that no rule takes; `backend` is its name in older versions. */
const backendsOf = (spec: Props, prefix: string): readonly Lazy<readonly Finding[]>[] =>
  ["defaultBackend", "backend"].map((key) => ({
    where: prefix.trimEnd(),
    read: () => {
      if (isAbsent(field(spec, key))) return [];
      return [finding(`${prefix}a default backend answers for every host`)];
    },
  }));

/** All hosts with a certificate; an entry that names none is for whatever the controller has. */
const tlsHosts = (spec: Props): readonly string[] =>
  elements(spec, "tls").flatMap(({ read }) => {
    const entry = read();
    const hosts = field(entry, "hosts");
    if (isAbsent(hosts)) return [];
    if (!Array.isArray(hosts)) throw new CannotTell("hosts is not a list");
    const known: readonly unknown[] = hosts;
    return Array.from(known, (host) => {
      if (typeof host !== "string") throw new CannotTell("a host is not a text");
      return host;
    });
  });

/** A wildcard certificate is good for one label more (RFC 6125, 6.4.3). */
const covers = (certified: string, host: string): boolean =>
  certified === host ||
  (certified.startsWith("*.") && host.replace(/^[^.]+/, "") === certified.slice(1));

const rulesAll = (demand: string) =>
  `object.kind != 'Ingress' || !has(object.spec.rules) || object.spec.rules.all(r, ${demand})`;

const VALIDATIONS: readonly Validation[] = [
  {
    expression: "object.kind == 'Ingress'",
    message: "nobody reads this kind, which lets traffic in",
  },
  {
    expression: "object.kind != 'Ingress' || !has(object.spec.defaultBackend)",
    message: "a default backend answers for every host",
  },
  {
    expression: rulesAll("has(r.host) && r.host != '' && !r.host.contains('*')"),
    message: "a rule is for every host, or for a wildcard",
  },
  {
    expression: rulesAll(
      "!has(r.host) || has(object.spec.tls) && object.spec.tls.exists(t, has(t.hosts) && t.hosts.exists(h," +
        " h == r.host || h.startsWith('*.') && r.host.contains('.')" +
        " && r.host.substring(r.host.indexOf('.')) == h.substring(1)))",
    ),
    message: "a host is covered by no tls",
  },
];
