import { CannotTell, placed, reasonOf } from "../lib/finding.ts";
import { READS_GRAPH } from "../lib/labels.ts";
import { near } from "../lib/near.ts";
import { mapAt } from "../lib/objects.ts";
import { type Container, eachContainer } from "../lib/pod-template.ts";
import { remember } from "../lib/remember.ts";
import { selectorOf } from "../lib/selector.ts";
import { elements, field, isAbsent, isRecord, type Props } from "../lib/values.ts";
import type { StackObject } from "../lib/stack-objects.ts";
import { needed, type StackObjects, type Workload } from "./workloads.ts";

/** Where the graph is served. */
export interface Graph {
  readonly namespace: string;
  readonly service: string;
  /** Labels of its pods, `key=value`. */
  readonly labels: readonly string[];
}

/** Why a workload counts as reading the graph, and what hides whether it does. */
export interface Signs {
  readonly evidence: readonly string[];
  readonly doubts: readonly string[];
}

/**
 * Everything by which a workload shows that it reads the graph.
 *
 * Its own word (a label), the name of the service in its containers, or a NetworkPolicy of the stack that lets its pods
 * out to those of the graph. The last cannot be left off: without it the denial of the namespace keeps the graph shut.
 */
export function signsOf(workload: Workload, graph: Graph, stack: StackObjects): Signs {
  const evidence: string[] = [];
  const doubts: string[] = [];
  const look = (where: string, found: () => readonly string[]) => {
    try {
      evidence.push(...found());
    } catch (error) {
      doubts.push(placed(where, reasonOf(error)));
    }
  };
  look("", () =>
    READS_GRAPH in workload.labels() ? [`its pods are labelled ${READS_GRAPH}`] : [],
  );
  look("", () => {
    const findings = eachContainer(workload.pod(), (container) => {
      look(container.label, () => mentions(container, namesOf(workload, graph)));
      return [];
    });
    // Containers that cannot be read at all.
    return [...findings].flatMap(({ message }) => (doubts.push(message), []));
  });
  for (const policy of policiesAround(workload, stack)) {
    if (policy.cluster !== workload.cluster) continue;
    look(policy.label, () =>
      lets(policy, workload, graph, stack) ? [`${policy.label} lets it`] : [],
    );
  }
  return { evidence, doubts };
}

/** The policies that may be about a workload: where its namespace does not show, all of them. */
function policiesAround(
  { object }: Workload,
  { networkPolicies }: StackObjects,
): readonly StackObject[] {
  try {
    const own = field(object.props, "metadata", "namespace");
    return typeof own === "string" ? policiesNear(networkPolicies)(own) : networkPolicies;
  } catch {
    return networkPolicies;
  }
}

const policiesNear = remember((policies: readonly StackObject[]) =>
  near(policies, (policy) => {
    mapAt(policy.object.props, "spec");
    return needed(policy, "namespace");
  }),
);

/** How the service is called from where the workload runs, as part of any text. */
function namesOf({ object }: Workload, { namespace, service }: Graph): readonly RegExp[] {
  const far = new RegExp(`(?<![a-z0-9.-])${service}\\.${namespace}(?![a-z0-9-])`, "i");
  const near = new RegExp(`(?:^|//|[@,=\\s])${service}(?=$|[:/,\\s])`, "i");
  const own = field(object.props, "metadata", "namespace");
  return isAbsent(own) || own === namespace ? [far, near] : [far];
}

function mentions({ label, props }: Container, names: readonly RegExp[]): readonly string[] {
  const isName = (text: unknown) =>
    typeof text === "string" && names.some((name) => name.test(text));
  const words = ["command", "args"].filter((key) =>
    elements(props, key).some(({ read }) => isName(read())),
  );
  const variables = elements(props, "env").flatMap(({ read }) => {
    const variable = read();
    if (!isRecord(variable) || !isName(variable["value"])) return [];
    return [`env ${JSON.stringify(variable["name"])}`];
  });
  return [...words, ...variables].map((what) => `${what} of ${label} names it`);
}

/** Whether a policy selects the pods of a workload and lets them out to the pods of the graph, as far as anybody knows. */
function lets(policy: StackObject, workload: Workload, graph: Graph, stack: StackObjects): boolean {
  const spec = mapAt(policy.object.props, "spec");
  const own = field(workload.object.props, "metadata", "namespace");
  const home = needed(policy, "namespace");
  if (!isAbsent(own) && own !== home) return false;
  const rules = elements(spec, "egress").map(({ read }) => read());
  const out = rules.some((rule) => {
    const peers = isRecord(rule) ? elements(rule, "to").map(({ read }) => read()) : [];
    return peers.length === 0 || peers.some((peer) => reaches(peer, home, graph, stack, policy));
  });
  return out && selectorOf(field(spec, "podSelector")).matches(workload.labels());
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
