import { CannotTell, cannotTell, type Finding, finding, placed, reasonOf } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { notApplicable, stackRule } from "../lib/rule.ts";
import { namespacesIn, type StackNamespace } from "../lib/stack-namespaces.ts";
import { doubtOf, isKind, namespaceOf, objectsIn, type StackObject } from "../lib/stack-objects.ts";
import { elements, field, isAbsent, isEmpty, isRecord, type Props } from "../lib/values.ts";
import { needSize } from "./amounts.ts";

const BOUNDS = [
  ...["requests.cpu", "requests.memory", "requests.ephemeral-storage"],
  ...["limits.cpu", "limits.memory", "limits.ephemeral-storage", "pods"],
];
/** What a container gets that sets no limit of its own: a quota refuses pods without. */
const DEFAULTS = ["cpu", "memory"];

/** All pods of a namespace together end somewhere, and a container that says nothing gets little. */
export const namespaceBudget = stackRule({
  pack: "resource-limits",
  name: "namespace-budget",
  severity: "high",
  level: "mandatory",
  description:
    "Every namespace of the stack, and every namespace it puts pods in, has a ResourceQuota for cpu, memory and pods and a LimitRange with default limits.",
  remediation:
    "add a ResourceQuota without scopes that bounds all of it, and a LimitRange of type Container with default limits for cpu and memory, to that namespace",
  framework: nsaHardening("Network separation and hardening: resource policies"),
  options: {
    bounds: {
      type: "array",
      description: "What the quotas of a namespace bound together.",
      default: ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory", "pods"],
      items: { type: "string", enum: BOUNDS },
      minItems: 1,
      uniqueItems: true,
    },
    budgetedElsewhere: {
      type: "array",
      description:
        "Namespaces that the stack only uses and somebody else budgets; none unless it is named.",
      default: [] as readonly string[],
      items: { type: "string", pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" },
      uniqueItems: true,
    },
  },
  judge: (subjects, { bounds, budgetedElsewhere }) => {
    const { namespaces, strays } = namespacesIn(subjects);
    if (namespaces.length === 0 && strays.length === 0) {
      return notApplicable("the stack has no namespace and no pods");
    }
    const { found } = objectsIn(subjects);
    const judged = namespaces.filter(
      ({ name, user }) => user === undefined || !budgetedElsewhere.includes(name),
    );
    return [...strays.map(doubtOf), ...judged.flatMap((place) => [...judge(place, found, bounds)])];
  },
});

function* judge(
  place: StackNamespace,
  objects: readonly StackObject[],
  bounds: readonly string[],
): Iterable<Finding> {
  const here = objects.filter(({ cluster }) => cluster === place.cluster);
  const quotas = summed(here, "ResourceQuota", place.name, boundsOf);
  const open = bounds.filter((name) => !quotas.found.has(name));
  if (open.length > 0)
    yield lacking(place, `no ResourceQuota that bounds ${open.join(", ")}`, quotas);
  const ranges = summed(here, "LimitRange", place.name, defaultsOf);
  const bare = DEFAULTS.filter((name) => !ranges.found.has(name));
  if (bare.length > 0) {
    yield lacking(place, `no LimitRange with a default limit for ${bare.join(" and ")}`, ranges);
  }
}

interface Summed {
  readonly found: ReadonlySet<string>;
  readonly doubts: readonly string[];
}

function lacking({ name, user, urn }: StackNamespace, what: string, { doubts }: Summed): Finding {
  const origin = user === undefined ? "" : `, which ${user} uses and this stack does not create,`;
  const message = `namespace ${JSON.stringify(name)}${origin} has ${what}`;
  return doubts.length === 0
    ? finding(message, urn)
    : cannotTell(`as far as it shows, ${message}; ${doubts.join("; ")}`, urn);
}

/** What all objects of a kind in a namespace give together, and which of them could not be read. */
function summed(
  objects: readonly StackObject[],
  kind: string,
  namespace: string,
  read: (props: Props) => readonly string[],
): Summed {
  const found = new Set<string>();
  const doubts: string[] = [];
  for (const { object, label } of objects.filter((one) => isKind(one.object, "", kind))) {
    try {
      if (namespaceOf(object) === namespace) for (const name of read(object.props)) found.add(name);
    } catch (error) {
      doubts.push(placed(label, reasonOf(error)));
    }
  }
  return { found, doubts };
}

/** A quota with scopes bounds only the pods in them; `cpu` is the old name of `requests.cpu`. */
function boundsOf({ spec }: Props): readonly string[] {
  if (!isEmpty(field(spec, "scopes")) || !isEmpty(field(spec, "scopeSelector"))) return [];
  const hard = field(spec, "hard");
  if (!isRecord(hard)) throw new CannotTell("spec.hard is not there yet");
  return Object.keys(hard)
    .filter((key) => !isAbsent(hard[key]))
    .map((key) => {
      needSize(hard[key], `spec.hard.${key}`);
      return key === "cpu" || key === "memory" ? `requests.${key}` : key;
    });
}

function defaultsOf({ spec }: Props): readonly string[] {
  if (!isRecord(spec)) throw new CannotTell("spec is not there yet");
  return elements(spec, "limits").flatMap(({ read }) => {
    const item = read();
    const defaults = field(item, "default");
    if (field(item, "type") !== "Container" || !isRecord(defaults)) return [];
    const set = Object.keys(defaults).filter((key) => !isAbsent(defaults[key]));
    for (const key of set) needSize(defaults[key], `default.${key}`);
    return set;
  });
}
