import { type Finding, finding, seen, unseen } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { type Container, eachContainer, judgePods } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { field, isAbsent, isRecord } from "../lib/values.ts";
import { celAmount, celIsQuantity, celQuantity, RESOURCES, sizeOf } from "./amounts.ts";

const GROUPS = ["requests", "limits"];
const FIELDS = GROUPS.flatMap((group) => RESOURCES.map((resource) => `${group}.${resource}`));

/** What stands under `resources`, by name (`limits.cpu`); what could not be read is `unseen`. */
type Amounts = ReadonlyMap<string, unknown>;

/** Every container says what it needs and where it stops, in amounts that Kubernetes can read. */
export const containerResources = resourceRule({
  pack: "resource-limits",
  name: "container-resources",
  severity: "high",
  level: "mandatory",
  description:
    "Every container, init and sidecar containers included, sets requests and limits for cpu, memory and ephemeral storage.",
  remediation:
    "set resources.requests and resources.limits of that container in the pod template that declares it",
  framework: nsaHardening("Network separation and hardening: resource policies"),
  options: {
    fields: {
      type: "array",
      description: "What each container sets under resources.",
      default: FIELDS,
      items: { type: "string", enum: FIELDS },
      minItems: 1,
      uniqueItems: true,
    },
  },
  judge: (subject, { fields }) =>
    judgePods(subject, (pod) => eachContainer(pod, (container) => judge(container, fields))),
  admission: {
    match: "pods",
    validations: ({ fields }) => [
      {
        expression: `variables.containers.all(c, has(c.resources) && ${fields.map(celIsSet).join(" && ")})`,
        message: `a container does not set all of ${fields.join(", ")} to more than nothing`,
      },
      {
        expression: `variables.containers.all(c, !has(c.resources) || (${FIELDS.map(celIsReadable).join(" && ")}))`,
        message: "a container sets an amount of resources that is negative or no quantity",
      },
      {
        expression: `variables.containers.all(c, !has(c.resources) || (${RESOURCES.map(celIsOrdered).join(" && ")}))`,
        message: "a container requests more than its limit",
      },
      {
        expression:
          "variables.containers.size() > 0 || (object.kind == 'Rollout' && has(object.spec.workloadRef))",
        message: "its pods have no containers yet",
      },
      {
        // API server and kubelet give these no resources, whatever they say.
        expression:
          "!has(variables.pod.ephemeralContainers) || variables.pod.ephemeralContainers.size() == 0",
        message: "an ephemeral container runs without limits",
      },
    ],
  },
});

function celIsSet(name: string): string {
  const amount = celAmount(name);
  return `${amount}.hasValue() && ${celIsQuantity(amount)} && ${celQuantity(amount)}.isGreaterThan(quantity('0'))`;
}

function celIsReadable(name: string): string {
  const amount = celAmount(name);
  return `(!${amount}.hasValue() || (${celIsQuantity(amount)} && ${celQuantity(amount)}.compareTo(quantity('0')) >= 0))`;
}

function celIsOrdered(resource: string): string {
  const [low, high] = [celAmount(`requests.${resource}`), celAmount(`limits.${resource}`)];
  const readable = [low, high].map((one) => `${one}.hasValue() && ${celIsQuantity(one)}`);
  return `(!(${readable.join(" && ")}) || ${celQuantity(low)}.compareTo(${celQuantity(high)}) <= 0)`;
}

function* judge(container: Container, fields: readonly string[]): Iterable<Finding> {
  const { label, role, props } = container;
  if (role === "ephemeral container") {
    yield finding(`${label} runs without limits, because Kubernetes gives it none`);
    return;
  }
  const amounts = yield* read(label, field(props, "resources"), fields);
  const absent = fields.filter((name) => isAbsent(amounts.get(name)));
  if (absent.length > 0) {
    yield finding(`${label} does not set ${absent.map((name) => `resources.${name}`).join(", ")}`);
  }
  for (const [name, amount] of amounts) {
    const fault = faultOf(amount, fields.includes(name));
    if (fault === undefined) continue;
    yield finding(`${label} sets resources.${name} to ${JSON.stringify(amount)}, which ${fault}`);
  }
  yield* inverted(label, amounts);
}

/** Reads amount by amount: one that is unknown is a finding and leaves the others to be judged. */
function* read(
  label: string,
  resources: unknown,
  fields: readonly string[],
): Generator<Finding, Amounts> {
  const amounts = new Map<string, unknown>();
  for (const group of GROUPS) {
    const wanted = fields.filter((name) => name.startsWith(`${group}.`));
    const found = yield* seen({ where: label, read: () => field(resources, group) });
    const readable = isAbsent(found) || isRecord(found);
    if (!readable && found !== unseen) yield finding(`${label} has no map in resources.${group}`);
    const present = Object.keys(isRecord(found) ? found : {}).map((key) => `${group}.${key}`);
    for (const name of new Set([...wanted, ...present])) {
      const key = name.slice(group.length + 1);
      const value = readable
        ? yield* seen({ where: label, read: () => field(found, key) })
        : unseen;
      amounts.set(name, value);
    }
  }
  return amounts;
}

function faultOf(amount: unknown, needed: boolean): string | undefined {
  if (isAbsent(amount) || amount === unseen) return undefined;
  const size = sizeOf(amount);
  if (size === undefined) return "is no quantity";
  if (size < 0n) return "is negative";
  return needed && size === 0n ? "is nothing" : undefined;
}

function* inverted(label: string, amounts: Amounts): Iterable<Finding> {
  const resources = new Set([...amounts.keys()].map((name) => name.slice(name.indexOf(".") + 1)));
  for (const resource of resources) {
    const [asked, allowed] = GROUPS.map((group) => amounts.get(`${group}.${resource}`));
    const [low, high] = [sizeOf(asked), sizeOf(allowed)];
    if (low === undefined || high === undefined || low <= high) continue;
    const [request, limit] = [JSON.stringify(asked), JSON.stringify(allowed)];
    yield finding(`${label} requests ${request} of ${resource}, above its limit of ${limit}`);
  }
}
