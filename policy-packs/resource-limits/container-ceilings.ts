import { parseQuantity } from "../../lib/quantity.ts";
import { celText } from "../lib/admission.ts";
import { type Finding, finding } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import {
  type Container,
  eachContainer,
  judgePods,
  type Pod,
  prefixOf,
} from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import {
  amountOf,
  amountOption,
  celAmount,
  celQuantity,
  celWhereSet,
  type Resource,
  RESOURCES,
} from "./amounts.ts";

const GROUPS = ["requests", "limits"] as const;

interface Settings {
  readonly cpu: string;
  readonly memory: string;
  readonly ephemeralStorage: string;
}

/** No single container may take so much that it starves its neighbours or fits on no node. */
export const containerCeilings = resourceRule({
  pack: "resource-limits",
  name: "container-ceilings",
  severity: "medium",
  level: "mandatory",
  description:
    "No container, and no pod that sets resources as a whole, asks for, or may take, more cpu, memory or ephemeral storage than the ceiling of its environment.",
  remediation:
    "lower resources.requests and resources.limits of that container or pod, or spread its work over more replicas",
  framework: nsaHardening("Network separation and hardening: resource policies"),
  options: {
    cpu: amountOption("Most cpu that one container may have.", "2"),
    memory: amountOption("Most memory that one container may have.", "4Gi"),
    ephemeralStorage: amountOption("Most ephemeral storage that one container may have.", "4Gi"),
  },
  judge: (subject, settings) => judgePods(subject, (pod) => judgePod(pod, settings)),
  admission: {
    match: "pods",
    validations: (settings) =>
      RESOURCES.map((resource) => ({
        expression: `(variables.containers + [variables.pod]).all(c, ${celHolds(resource, ceilingOf(settings, resource))})`,
        message: `a container or a pod has more ${resource} than the ceiling of ${ceilingOf(settings, resource)}`,
      })),
  },
});

const ceilingOf = (settings: Settings, resource: Resource): string =>
  resource === "ephemeral-storage" ? settings.ephemeralStorage : settings[resource];

/** A pod may ask for more than its containers do together (pod-level resources, on by default since Kubernetes 1.34). */
function* judgePod(pod: Pod, settings: Settings): Iterable<Finding> {
  yield* judge({ label: `${prefixOf(pod)}the pod`, props: pod.spec }, settings);
  yield* eachContainer(pod, (container) => judge(container, settings));
}

function* judge(
  container: Pick<Container, "label" | "props">,
  settings: Settings,
): Iterable<Finding> {
  for (const group of GROUPS) {
    for (const resource of RESOURCES) {
      const ceiling = ceilingOf(settings, resource);
      const amount = yield* amountOf(container, group, resource);
      // The pattern of the settings lets only quantities through.
      if (amount === undefined || amount.size <= (parseQuantity(ceiling) ?? 0n)) continue;
      yield finding(
        `${container.label} sets resources.${group}.${resource} to ${amount.text}, above the ceiling of ${ceiling}`,
      );
    }
  }
}

const celHolds = (resource: Resource, ceiling: string): string =>
  GROUPS.map((group) => {
    const amount = celAmount(`${group}.${resource}`);
    const below = `${celQuantity(amount)}.compareTo(quantity(${celText(ceiling)})) <= 0`;
    return celWhereSet(amount, below);
  }).join(" && ");
