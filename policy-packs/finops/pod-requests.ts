import { type Nanos, parseQuantity } from "../../lib/quantity.ts";
import { CannotTell } from "../lib/finding.ts";
import type { Pod } from "../lib/pod-template.ts";
import { elements, field, isAbsent, isRecord, type Props, textAt } from "../lib/values.ts";

/**
 * What the scheduler sets aside for a pod, exactly.
 *
 * As Kubernetes counts it (v1.35, component-helpers/resource): main containers and sidecars run together; an init
 * container runs alone, but with the sidecars that were started before it; a request of the pod itself stands in their
 * place; the overhead of its runtime comes on top.
 */
export function requestOf({ spec, path }: Pod, resource: string): Nanos {
  const overhead = amountAt(spec, "overhead", resource) ?? 0n;
  const whole = amountAt(spec, "resources", "requests", resource);
  if (whole !== undefined) return whole + overhead;
  const main = each(spec, "containers");
  if (main.length === 0) throw new CannotTell(`${path}.containers is missing or empty`);
  const running = main.reduce((sum, container) => sum + containerRequest(container, resource), 0n);
  let [sidecars, peak] = [0n, 0n];
  for (const container of each(spec, "initContainers")) {
    const asked = containerRequest(container, resource);
    if (textAt(container, "restartPolicy") === "Always") sidecars += asked;
    peak = largest(
      peak,
      textAt(container, "restartPolicy") === "Always" ? sidecars : sidecars + asked,
    );
  }
  return largest(running + sidecars, peak) + overhead;
}

const each = (spec: Props, key: string): readonly Props[] =>
  elements(spec, key).map(({ where, read }) => {
    const container = read();
    if (isRecord(container)) return container;
    throw new CannotTell(`${where} is not an object`);
  });

/** A request that is not set is the limit, as the API server fills it in. */
function containerRequest(container: Props, resource: string): Nanos {
  const asked =
    amountAt(container, "resources", "requests", resource) ??
    amountAt(container, "resources", "limits", resource);
  if (asked !== undefined) return asked;
  const name = JSON.stringify(textAt(container, "name") ?? "");
  throw new CannotTell(`container ${name} does not say how much ${resource} it requests`);
}

function amountAt(value: Props, ...path: readonly string[]): Nanos | undefined {
  const found = field(value, ...path);
  if (isAbsent(found)) return undefined;
  const amount =
    typeof found === "string" || typeof found === "number" ? parseQuantity(found) : undefined;
  if (amount !== undefined && amount >= 0n) return amount;
  throw new CannotTell(`${path.join(".")} is ${JSON.stringify(found)}, which is no amount`);
}

const largest = (one: Nanos, other: Nanos): Nanos => (one > other ? one : other);
