import { celAmount, celIsQuantity, celQuantity, celWhereSet, countOption } from "./amounts.ts";
import { amountOf, type Resource, RESOURCES } from "./amounts.ts";
import { type Finding, finding } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { type Container, eachContainer, judgePods } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";

interface Settings {
  readonly cpu: number;
  readonly memory: number;
  readonly ephemeralStorage: number;
}

/** What a container may take stays near to what it was promised, so that a full node still keeps its promises. */
export const limitRequestRatio = resourceRule({
  pack: "resource-limits",
  name: "limit-request-ratio",
  severity: "medium",
  level: "mandatory",
  description:
    "No container has a limit for cpu, memory or ephemeral storage that is many times its request.",
  remediation:
    "raise resources.requests of that container to what it really takes, or lower its resources.limits",
  framework: nsaHardening("Network separation and hardening: resource policies"),
  options: {
    cpu: countOption("How many times its request the cpu limit of a container may be.", 4),
    memory: countOption("How many times its request the memory limit of a container may be.", 2),
    ephemeralStorage: countOption(
      "How many times its request the ephemeral-storage limit of a container may be.",
      2,
    ),
  },
  judge: (subject, settings) =>
    judgePods(subject, (pod) => eachContainer(pod, (container) => judge(container, settings))),
  admission: {
    match: "pods",
    validations: (settings) =>
      RESOURCES.map((resource) => ({
        expression: `variables.containers.all(c, ${celHolds(resource, capOf(settings, resource))})`,
        message: `a container has a limit for ${resource} of more than ${capOf(settings, resource)} times its request`,
      })),
  },
});

const capOf = (settings: Settings, resource: Resource): number =>
  resource === "ephemeral-storage" ? settings.ephemeralStorage : settings[resource];

function* judge(container: Container, settings: Settings): Iterable<Finding> {
  for (const resource of RESOURCES) {
    const cap = capOf(settings, resource);
    const request = yield* amountOf(container, "requests", resource);
    const limit = yield* amountOf(container, "limits", resource);
    // Without a request Kubernetes takes the limit for it; without a limit there is no ratio.
    if (request === undefined || limit === undefined) continue;
    if (limit.size <= request.size * BigInt(cap)) continue;
    yield finding(
      `${container.label} has a limit of ${limit.text} for ${resource}, more than ${cap} times its request of ${request.text}`,
    );
  }
}

/** CEL multiplies no quantities, so the request is added up. */
function celHolds(resource: Resource, cap: number): string {
  const [request, limit] = [celAmount(`requests.${resource}`), celAmount(`limits.${resource}`)];
  const most = `r${".add(r)".repeat(cap - 1)}`;
  const within = `[${celQuantity(request)}].all(r, ${celQuantity(limit)}.compareTo(${most}) <= 0)`;
  const both = `(!${limit}.hasValue() || !${request}.hasValue() || (${celIsQuantity(request)} && ${within}))`;
  return `${celWhereSet(request, "true")} && ${celWhereSet(limit, both)}`;
}
