import { allowRuleName, type AllowRule } from "../../components/environment/allow-rule.ts";
import type { FaultLine } from "./fault-lines.ts";
import { amountOf } from "./amounts.ts";
import { oneOf, quote } from "./wording.ts";
import { allowRuleSchema } from "./namespace.ts";

/**
 * Faults between settings that are each right alone.
 *
 * Reads the raw settings part by part and leaves out the parts that are wrong by themselves, so that one report holds both
 * kinds of faults.
 */
export function crossChecks(environment: unknown, under: string): FaultLine[] {
  const namespaces = Object.entries(mapping(mapping(environment)["namespaces"]));
  const rules = new Map(namespaces.map(([name, settings]) => [name, rulesOf(settings)]));
  return [
    ...priorityFaults(mapping(environment)["priorityClasses"], `${under}.priorityClasses`),
    ...exemptionFaults(mapping(environment)["admission"], rules, `${under}.admission`),
    ...namespaces.flatMap(([name, settings]) => {
      const at = `${under}.namespaces.${name}`;
      return [
        ...amountFaults(mapping(settings), at),
        ...twinFaults(rules.get(name) ?? [], at),
        ...partnerFaults(name, rules, at),
        ...collectorFaults(name, rules, environment, at),
      ];
    }),
  ];
}

type Rules = readonly { readonly rule: AllowRule; readonly index: number }[];

const mapping = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function rulesOf(namespace: unknown): Rules {
  return listOf(mapping(namespace)["allow"]).flatMap((raw, index) => {
    const rule = allowRuleSchema.safeParse(raw);
    return rule.success ? [{ rule: rule.data, index }] : [];
  });
}

/** Pairs of amounts of which the first must fit under the second. */
const LADDER = [
  ["containers.request", "containers.limit"],
  ["containers.limit", "containers.max"],
  ["containers.max", "quota.limits"],
  ["containers.request", "quota.requests"],
  ["quota.requests", "quota.limits"],
] as const;

function amountFaults(settings: Record<string, unknown>, at: string): FaultLine[] {
  return LADDER.flatMap(([lower, upper]) =>
    (["cpu", "memory"] as const).flatMap((unit) => {
      const [small, large] = [leaf(settings, lower, unit), leaf(settings, upper, unit)];
      const [less, more] = [amountOf(unit, small), amountOf(unit, large)];
      if (less === undefined || more === undefined || less <= more) return [];
      const says = `${quote(small)} is more than ${upper}.${unit} ${quote(large)}; lower it, or raise that`;
      return [{ path: `${at}.${lower}.${unit}`, says }];
    }),
  );
}

const leaf = (settings: Record<string, unknown>, path: string, unit: string): unknown =>
  [...path.split("."), unit].reduce<unknown>((at, key) => mapping(at)[key], settings);

function twinFaults(rules: Rules, at: string): FaultLine[] {
  const names = rules.map(({ rule }) => allowRuleName(rule));
  return rules.flatMap(({ rule, index }, position) => {
    const first = names.indexOf(allowRuleName(rule));
    if (first === position) return [];
    const twin = `allow[${String(rules[first]?.index)}]`;
    return [{ path: `${at}.allow[${String(index)}]`, says: `says the same as ${twin}; join them` }];
  });
}

/** Traffic between two namespaces passes two doors: the one out and the one in, on the same ports. */
function partnerFaults(name: string, rules: ReadonlyMap<string, Rules>, at: string): FaultLine[] {
  return (rules.get(name) ?? []).flatMap(({ rule, index }) => {
    if (rule.rule !== "to-namespace" && rule.rule !== "from-namespace") return [];
    const path = `${at}.allow[${String(index)}]`;
    const others = [...rules.keys()].filter((other) => other !== name);
    if (rule.namespace === name) {
      return [{ path, says: `names its own namespace; write { rule: within-namespace }` }];
    }
    const partner = rules.get(rule.namespace);
    if (partner === undefined) {
      const says = `"${rule.namespace}" is no namespace here; ${oneOf(rule.namespace, others)}`;
      return [{ path: `${path}.namespace`, says }];
    }
    const back = rule.rule === "to-namespace" ? "from-namespace" : "to-namespace";
    const open = partner.flatMap(({ rule: theirs }) =>
      theirs.rule === back && theirs.namespace === name ? theirs.ports : [],
    );
    const shut = rule.ports.filter((port) => !open.includes(port));
    if (shut.length === 0) return [];
    const fix = `{ rule: ${back}, namespace: ${name}, ports: [${shut.join(", ")}] }`;
    return [{ path, says: `${rule.namespace} does not agree; add ${fix} there` }];
  });
}

/** Whoever sends telemetry to a namespace of this environment needs its collector to listen. */
function collectorFaults(
  name: string,
  rules: ReadonlyMap<string, Rules>,
  environment: unknown,
  at: string,
): FaultLine[] {
  const home = mapping(mapping(mapping(environment)["peers"])["telemetry"])["namespace"];
  const there = typeof home === "string" ? rules.get(home) : undefined;
  if (there === undefined || there.some(({ rule }) => rule.rule === "from-telemetry-clients")) {
    return [];
  }
  return (rules.get(name) ?? []).flatMap(({ rule, index }) =>
    rule.rule === "to-telemetry"
      ? [
          {
            path: `${at}.allow[${String(index)}]`,
            says: `${String(home)} does not listen; add { rule: from-telemetry-clients } there`,
          },
        ]
      : [],
  );
}

/** What this environment makes is judged: whoever needs an exception there writes a waiver, which ends. */
function exemptionFaults(
  admission: unknown,
  namespaces: ReadonlyMap<string, unknown>,
  at: string,
): FaultLine[] {
  return listOf(mapping(admission)["exempt"]).flatMap((name, index) => {
    if (typeof name !== "string" || !namespaces.has(name)) return [];
    const says = `"${name}" is a namespace of this environment; remove it, or write a waiver in policy-packs/waivers.yaml`;
    return [{ path: `${at}.exempt[${String(index)}]`, says }];
  });
}

/** Names and ranks are each used once, and one class at most is the default. */
function priorityFaults(value: unknown, at: string): FaultLine[] {
  const classes = listOf(value).map(mapping);
  return classes.flatMap((priority, index) =>
    (["name", "value", "default"] as const).flatMap((key) => {
      const mine = priority[key];
      const first = classes.findIndex((other) => other[key] === mine);
      if (mine === undefined || mine === false || first === index) return [];
      const twin = `priorityClasses[${String(first)}]`;
      const says =
        key === "default"
          ? `${twin} is the default already; write false`
          : `${quote(mine)} is taken by ${twin}; choose another`;
      return [{ path: `${at}[${String(index)}].${key}`, says }];
    }),
  );
}
