import { type Nanos, parseQuantity } from "../../lib/quantity.ts";
import { CannotTell, each, type Finding } from "../lib/finding.ts";
import { finopsFramework } from "../lib/frameworks.ts";
import { type Judgeable, judgeObjects } from "../lib/objects.ts";
import { podPaths } from "../lib/kinds.ts";
import { makesPods, podOf } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import type { KubernetesObject } from "../lib/subject.ts";
import { field, type Props } from "../lib/values.ts";
import { requestOf } from "./pod-requests.ts";

interface Settings {
  readonly cpu: string;
  readonly memory: string;
  readonly nodes: number;
}

/** Where a kind says how many of its pods run at once, when that is not `spec.replicas`. */
const COUNTS: Readonly<Record<string, readonly string[]>> = {
  CronJob: ["spec", "jobTemplate", "spec", "parallelism"],
  Job: ["spec", "parallelism"],
};
const QUANTITY = "^[1-9][0-9]*(m|[KMGTPE]i)?$";

/** One workload does not take the budget of its tier by a zero too many. How far it may grow is `resource-limits`' to say. */
export const workloadSize = resourceRule<Settings>({
  pack: "finops",
  name: "workload-size",
  severity: "medium",
  level: "mandatory",
  description:
    "All pods of a workload together request no more cpu and memory than the ceiling of its tier.",
  remediation:
    "lower replicas or requests, split the workload, or have the ceiling of this environment raised",
  framework: finopsFramework("Workload optimization: rightsizing"),
  options: {
    cpu: {
      type: "string",
      description: "The most cpu that the pods of one workload may request together.",
      default: "4",
      pattern: QUANTITY,
    },
    memory: {
      type: "string",
      description: "The most memory that they may request together.",
      default: "8Gi",
      pattern: QUANTITY,
    },
    nodes: {
      type: "integer",
      description: "Nodes that the pods of a DaemonSet are counted on.",
      default: 10,
      minimum: 1,
    },
  },
  judge: (subject, settings) =>
    judgeObjects(
      subject,
      (object) => makesPods(object) || scales(object),
      (object) => judge(object, settings),
      "carries no pods",
    ),
  admission: {
    absent: "CEL at admission can neither multiply quantities nor add up a list of them",
  },
});

function* judge(object: Judgeable, settings: Settings): Iterable<Finding> {
  const { kind, say } = object;
  const pod = podOf("", object)?.();
  if (pod === undefined)
    throw new CannotTell(`its pods are written elsewhere than in this ${kind}`);
  const count = countOf(object, settings.nodes);
  const resources = (["cpu", "memory"] as const).map((resource) => ({
    where: "",
    read: () => ({ resource, one: requestOf(pod, resource), most: ceiling(settings, resource) }),
  }));
  yield* each(resources, ({ resource, one, most }) => {
    const sum = one * count;
    if (sum <= most) return [];
    const times = `${count} times ${decimal(one)}`;
    const limit = JSON.stringify(settings[resource]);
    return [
      say(`requests ${decimal(sum)} of ${resource} (${times}), above the ceiling of ${limit}`),
    ];
  });
}

/** A change of how many pods there are, of a size that is written elsewhere: a patch, a Rollout of a Deployment's pods. */
const scales = ({ group, kind, props }: KubernetesObject): boolean =>
  podPaths[group]?.[kind] !== undefined && numberAt(kind, props) > 1n;

/** How many pods there are at once; an operator may shard them, and run one on every node. */
function countOf({ kind, props }: Judgeable, nodes: number): bigint {
  if (kind === "DaemonSet" || field(props, "spec", "mode") === "daemonset") return BigInt(nodes);
  return numberAt(kind, props) * wholeAt(props, ["spec", "shards"]);
}

const numberAt = (kind: string, props: Props): bigint =>
  kind === "Pod" ? 1n : wholeAt(props, COUNTS[kind] ?? ["spec", "replicas"]);

/** One where Kubernetes takes it for granted. */
function wholeAt(props: Props, path: readonly string[]): bigint {
  const count = field(props, ...path) ?? 1;
  if (Number.isSafeInteger(count) && Number(count) >= 0) return BigInt(Number(count));
  throw new CannotTell(`${path.join(".")} is ${JSON.stringify(count)}, which is no number of pods`);
}

/** The pattern of the setting lets nothing through but quantities. */
const ceiling = (settings: Settings, resource: "cpu" | "memory"): Nanos =>
  parseQuantity(settings[resource]) ?? 0n;

/** An amount in whole units, with as many decimals as it needs. */
function decimal(amount: Nanos): string {
  const digits = String(amount).padStart(10, "0");
  const part = digits.slice(-9).replace(/0+$/, "");
  return `${digits.slice(0, -9)}${part === "" ? "" : `.${part}`}`;
}
