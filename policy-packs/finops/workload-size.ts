import { type Nanos, parseQuantity } from "../../lib/quantity.ts";
import { CannotTell, each, type Finding } from "../lib/finding.ts";
import { finopsFramework } from "../lib/frameworks.ts";
import { type Judgeable, judgeObjects } from "../lib/objects.ts";
import { makesPods, podOf } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { field } from "../lib/values.ts";
import { requestOf } from "./pod-requests.ts";

interface Settings {
  readonly cpu: string;
  readonly memory: string;
  readonly nodes: number;
}

/** Where a kind says how many of its pods run at once. */
const COUNTS: Readonly<Record<string, readonly string[]>> = {
  CronJob: ["spec", "jobTemplate", "spec", "parallelism"],
  Deployment: ["spec", "replicas"],
  Job: ["spec", "parallelism"],
  ReplicaSet: ["spec", "replicas"],
  ReplicationController: ["spec", "replicas"],
  Rollout: ["spec", "replicas"],
  StatefulSet: ["spec", "replicas"],
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
    judgeObjects(subject, makesPods, (object) => judge(object, settings)),
  admission: {
    absent: "CEL at admission can neither multiply quantities nor add up a list of them",
  },
});

function* judge(object: Judgeable, settings: Settings): Iterable<Finding> {
  const { say } = object;
  const pod = podOf("", object)?.();
  if (pod === undefined) return;
  const count = countOf(object, settings.nodes);
  const resources = (["cpu", "memory"] as const).map((resource) => ({
    where: "",
    read: () => ({ resource, each: requestOf(pod, resource), most: ceiling(settings, resource) }),
  }));
  yield* each(resources, ({ resource, each: one, most }) => {
    const sum = one * count;
    if (sum <= most) return [];
    const times = `${count} times ${decimal(one)}`;
    return [
      say(
        `requests ${decimal(sum)} of ${resource} (${times}), above the ceiling of ${JSON.stringify(settings[resource])}`,
      ),
    ];
  });
}

/** How many pods there are at once; one where Kubernetes takes it for granted. */
function countOf({ kind, props }: Judgeable, nodes: number): bigint {
  if (kind === "DaemonSet") return BigInt(nodes);
  const path = COUNTS[kind] ?? [];
  const count = path.length === 0 ? 1 : (field(props, ...path) ?? 1);
  if (Number.isSafeInteger(count) && Number(count) >= 0) return BigInt(Number(count));
  throw new CannotTell(`${path.join(".")} is ${JSON.stringify(count)}, which is no number of pods`);
}

function ceiling(settings: Settings, resource: "cpu" | "memory"): Nanos {
  const most = parseQuantity(settings[resource]);
  if (most !== undefined) return most;
  throw new CannotTell(`configuration: ${resource} is no quantity`);
}

/** An amount in whole units, with as many decimals as it needs. */
function decimal(amount: Nanos): string {
  const digits = String(amount).padStart(10, "0");
  const part = digits.slice(-9).replace(/0+$/, "");
  return `${digits.slice(0, -9)}${part === "" ? "" : `.${part}`}`;
}
