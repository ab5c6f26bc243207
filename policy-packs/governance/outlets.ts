import { CannotTell } from "../lib/finding.ts";
import { near } from "../lib/near.ts";
import { mapAt } from "../lib/objects.ts";
import { once } from "../lib/remember.ts";
import { type Selector, selectorOf } from "../lib/selector.ts";
import type { StackObject } from "../lib/stack-objects.ts";
import { elements, field, isAbsent, isRecord, type Props } from "../lib/values.ts";
import { needed, type StackObjects, type Workload } from "./workloads.ts";

/** Where the graph is served. */
export interface Graph {
  readonly namespace: string;
  readonly service: string;
  /** Labels of its pods, `key=value`. */
  readonly labels: readonly string[];
}

/** A NetworkPolicy of the stack; what hangs on nothing but it is read once for all workloads. */
export interface Outlet {
  readonly label: string;
  readonly cluster: string;
  /** Its namespace; undefined when something about it cannot be read, and reading it again says what. */
  readonly home: string | undefined;
  readonly policy: StackObject;
  /** Whether it lets anything out to the pods of the graph, as far as anybody knows. Throws what hides it. */
  readonly out: () => { readonly open: boolean };
  readonly selector: () => Selector;
}

/** The value, or undefined where it cannot be read. */
export function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** All of a stack, and those that are, or may be, in a namespace. */
export interface Outlets {
  readonly all: readonly Outlet[];
  readonly at: (namespace: string) => readonly Outlet[];
}

/** The network policies of a stack. */
export function outletsOf(stack: StackObjects, graph: Graph): Outlets {
  const all = stack.networkPolicies.map((policy): Outlet => {
    const { label, cluster, object } = policy;
    const spec = () => mapAt(object.props, "spec");
    return {
      label,
      cluster,
      policy,
      home: quietly(() => homeOf(policy)),
      out: once(() => ({ open: opens(policy, graph, stack) })),
      selector: once(() => selectorOf(field(spec(), "podSelector"))),
    };
  });
  return { all, at: near(all, ({ policy }) => homeOf(policy)) };
}

/** Its namespace. Throws when that, or what else is read of it for every workload, cannot be read. */
function homeOf(policy: StackObject): string {
  mapAt(policy.object.props, "spec");
  return needed(policy, "namespace");
}

/** Whether a policy selects the pods of a workload and lets them out to those of the graph. */
export function lets({ policy, home, out, selector }: Outlet, workload: Workload): boolean {
  if (home === undefined) mapAt(policy.object.props, "spec");
  const own = field(workload.object.props, "metadata", "namespace");
  if (!isAbsent(own) && own !== (home ?? needed(policy, "namespace"))) return false;
  return out().open && selector().matches(workload.labels());
}

function opens(policy: StackObject, graph: Graph, stack: StackObjects): boolean {
  const home = needed(policy, "namespace");
  const rules = elements(mapAt(policy.object.props, "spec"), "egress").map(({ read }) => read());
  return rules.some((rule) => {
    const peers = isRecord(rule) ? elements(rule, "to").map(({ read }) => read()) : [];
    return peers.length === 0 || peers.some((peer) => reaches(peer, home, graph, stack, policy));
  });
}

function reaches(
  peer: unknown,
  home: string,
  graph: Graph,
  stack: StackObjects,
  { cluster }: StackObject,
): boolean {
  if (!isAbsent(field(peer, "ipBlock"))) return false;
  const [spaces, pods] = [field(peer, "namespaceSelector"), field(peer, "podSelector")];
  const there = isAbsent(spaces)
    ? home === graph.namespace
    : mayMatch(spaces, namespaceLabels(graph, stack, cluster));
  const labels: Props = Object.fromEntries(
    graph.labels.map((label): readonly string[] => label.split("=")),
  ) as Record<string, string>;
  return there && (isAbsent(pods) || mayMatch(pods, labels));
}

/** What is known of the labels of the namespace of the graph; the name is there always. */
function namespaceLabels(
  { namespace }: Graph,
  { namespaces }: StackObjects,
  cluster: string,
): Props {
  const made = namespaces.find(
    (one) => one.cluster === cluster && needed(one, "name") === namespace,
  );
  const known = made === undefined ? {} : mapAt(made.object.props, "metadata", "labels");
  return { ...known, "kubernetes.io/metadata.name": namespace };
}

/** Whether a selector may select what carries these labels and others that nobody knows. */
function mayMatch(selector: unknown, known: Props): boolean {
  const labels = new Proxy(known, {
    getOwnPropertyDescriptor: (target, key) =>
      Reflect.getOwnPropertyDescriptor(target, key) ?? { value: undefined, configurable: true },
    get: (target, key): unknown => {
      if (typeof key === "string" && Object.hasOwn(target, key)) return target[key];
      throw new CannotTell("the label is not known");
    },
  });
  try {
    return selectorOf(selector).matches(labels);
  } catch {
    return true;
  }
}
