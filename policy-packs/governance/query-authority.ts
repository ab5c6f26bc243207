import { cannotTell, each, type Finding, finding, reasonOf } from "../lib/finding.ts";
import { nistControls } from "../lib/frameworks.ts";
import { QUERY_AUTHORITY, WARRANT, WARRANT_EXPIRES } from "../lib/labels.ts";
import { entryOf } from "../lib/objects.ts";
import { notApplicable, stackRule } from "../lib/rule.ts";
import { textAt } from "../lib/values.ts";
import { signsOf } from "./graph-readers.ts";
import { bindingsOf, powersOf } from "./grants.ts";
import { type Graph, type Outlets, outletsOf } from "./outlets.ts";
import { needed, type StackObjects, stackObjects, type Workload } from "./workloads.ts";

interface Settings {
  readonly authorities: readonly string[];
  readonly graphService: string;
  readonly graphLabels: readonly string[];
}

const WARRANT_FORM = /^[A-Z]{2,8}-[0-9]{4}-[0-9]{1,8}$/;

/** Nobody reads the graph in nobody's name. docs/query-authority.md says how a workload reads it in somebody's. */
export const queryAuthority = stackRule<Settings>({
  pack: "governance",
  name: "query-authority",
  severity: "critical",
  level: "mandatory",
  description:
    "A workload that reads the graph names the authority and the warrant it acts under, and its service account may do no more than that authority.",
  remediation:
    "annotate the pod template as docs/query-authority.md says, and take from its service account what the authority does not list",
  framework: nistControls("AC-6 Least privilege; AU-10 Non-repudiation"),
  options: {
    authorities: {
      type: "array",
      description:
        "Authorities there are, one entry each for what they may do in the cluster: `investigation`, `investigation get,list configmaps`.",
      default: [],
      items: {
        type: "string",
        pattern: "^[a-z][a-z0-9-]*( [a-z]+(,[a-z]+)* [a-z/][a-z0-9./-]*)?$",
      },
      uniqueItems: true,
    },
    graphService: {
      type: "string",
      description: "Namespace and name of the service that answers queries.",
      default: "core/graph",
      pattern: "^[a-z0-9-]+/[a-z0-9-]+$",
    },
    graphLabels: {
      type: "array",
      description: "Labels of the pods behind it, `key=value`.",
      default: ["app.kubernetes.io/name=graph"],
      items: { type: "string", pattern: "^[^= ]+=[^= ]+$" },
      minItems: 1,
      uniqueItems: true,
    },
  },
  judge: (subjects, settings) => {
    const stack = stackObjects(subjects);
    if (stack.workloads.length === 0 && stack.unreadable.length === 0) {
      return notApplicable("the stack has no pods");
    }
    const [namespace = "", service = ""] = settings.graphService.split("/");
    const graph: Graph = { namespace, service, labels: settings.graphLabels };
    const scene: Scene = { stack, graph, outlets: outletsOf(stack, graph) };
    return [...stack.unreadable, ...stack.workloads.flatMap((one) => judge(one, scene, settings))];
  },
});

/** What is the same for every workload. */
interface Scene {
  readonly stack: StackObjects;
  readonly graph: Graph;
  readonly outlets: Outlets;
}

function judge(workload: Workload, scene: Scene, settings: Settings): readonly Finding[] {
  const { label, urn } = workload;
  try {
    return [...faults(workload, scene, settings)].map((one) => ({
      ...one,
      message: `${label}: ${one.message}`,
      urn,
    }));
  } catch (error) {
    return [cannotTell(`${label}: ${reasonOf(error)}`, urn)];
  }
}

function* faults(
  workload: Workload,
  { stack, graph, outlets }: Scene,
  settings: Settings,
): Iterable<Finding> {
  const { evidence, doubts } = signsOf(workload, graph, outlets);
  const annotations = workload.annotations();
  const authority = entryOf(annotations, QUERY_AUTHORITY);
  if (evidence.length === 0 && authority === undefined) {
    for (const doubt of doubts)
      yield cannotTell(`nobody sees whether it reads the graph: ${doubt}`);
    return;
  }
  const [sign = `it carries ${QUERY_AUTHORITY}`] = evidence;
  const known = new Set(settings.authorities.map((entry) => entry.split(" ")[0] ?? ""));
  if (authority === undefined || !known.has(authority)) {
    const said =
      authority === undefined
        ? "no authority"
        : `the authority ${JSON.stringify(authority)}, which there is not,`;
    yield finding(`reads the graph (${sign}) and names ${said} in ${QUERY_AUTHORITY}`);
  }
  const warrant = entryOf(annotations, WARRANT) ?? "";
  if (!WARRANT_FORM.test(warrant)) {
    yield finding(
      `reads the graph (${sign}) under ${JSON.stringify(warrant)}, which is no warrant, in ${WARRANT}`,
    );
  }
  const expires = entryOf(annotations, WARRANT_EXPIRES) ?? "";
  if (!isDay(expires)) {
    yield finding(
      `reads the graph (${sign}) until ${JSON.stringify(expires)}, which is no day, in ${WARRANT_EXPIRES}`,
    );
  }
  if (authority !== undefined) yield* excess(workload, stack, allowedTo(authority, settings));
}

/** What its service account may do beyond the list. */
function* excess(
  workload: Workload,
  stack: StackObjects,
  allowed: ReadonlySet<string>,
): Iterable<Finding> {
  const { spec } = workload.pod();
  const name = textAt(spec, "serviceAccountName") ?? textAt(spec, "serviceAccount") ?? "default";
  const account = { cluster: workload.cluster, namespace: needed(workload, "namespace"), name };
  const bindings = bindingsOf(account, stack).map((binding) => ({
    where: binding.label,
    read: () => powersOf(binding, account, stack),
  }));
  yield* each(bindings, (powers) =>
    powers
      .filter(({ text }) => !allowed.has(text))
      .map(({ text, through }) =>
        finding(
          `its service account ${JSON.stringify(name)} may ${text} (${through}), which its authority does not list`,
        ),
      ),
  );
}

const allowedTo = (authority: string, { authorities }: Settings): ReadonlySet<string> =>
  new Set(
    authorities.flatMap((entry) => {
      const [named, verbs = "", thing = ""] = entry.split(" ");
      return named === authority ? verbs.split(",").map((verb) => `${verb} ${thing}`) : [];
    }),
  );

/** `2026-12-31`, and on the calendar. A rule has no clock: that the day has passed is for others to see. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
