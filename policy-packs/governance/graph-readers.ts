import { placed, reasonOf } from "../lib/finding.ts";
import { READS_GRAPH } from "../lib/labels.ts";
import { type Container, eachContainer } from "../lib/pod-template.ts";
import { elements, field, isAbsent, isRecord } from "../lib/values.ts";
import { type Graph, lets, type Outlets, quietly } from "./outlets.ts";
import type { Workload } from "./workloads.ts";

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
export function signsOf(workload: Workload, graph: Graph, outlets: Outlets): Signs {
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
  const own = quietly(() => field(workload.object.props, "metadata", "namespace"));
  for (const outlet of typeof own === "string" ? outlets.at(own) : outlets.all) {
    const { label, cluster } = outlet;
    if (cluster !== workload.cluster) continue;
    look(label, () => (lets(outlet, workload) ? [`${label} lets it`] : []));
  }
  return { evidence, doubts };
}

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
