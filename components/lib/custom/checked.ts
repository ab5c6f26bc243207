import * as pulumi from "@pulumi/pulumi";

import type { KubernetesObject } from "../../../lib/artifacts/objects.ts";
import { faultsOf } from "./check.ts";
import { type Known, known, type KnownMap } from "./reach.ts";

/** A definition, and how the object is called that it judges. */
export interface Judged {
  readonly definition: KubernetesObject;
  /** `Application core`: kind and logical name. */
  readonly title: string;
}

/**
 * The object as it was given, once its definition accepts all that is known of it.
 *
 * What is only known later is judged when it is known, before the object is registered: each output in it is replaced by
 * one that fails when its value is refused where it stands. So a value that is unknown at preview is judged by `up`, and
 * nothing is skipped.
 *
 * @throws RunError with every fault, one a line
 */
export function checked<T extends object>(object: T, judged: Judged): T {
  refuse(known(object) ?? {}, judged);
  return withChecks(object, [], object, judged) as T;
}

type Path = readonly (string | number)[];

function withChecks(value: unknown, path: Path, whole: object, judged: Judged): unknown {
  if (path[0] === "metadata") return value;
  if (isLater(value)) {
    const later = pulumi.output(value) as pulumi.OutputInstance<unknown>;
    return later.apply(judgedAt(path, whole, judged));
  }
  if (Array.isArray(value)) {
    return value.map((one, index) => withChecks(one, [...path, index], whole, judged));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      withChecks(one, [...path, key], whole, judged),
    ]),
  );
}

/** Hands a value on that was not known before, once the definition accepts it where it stands. @throws RunError */
export function judgedAt(path: Path, whole: object, judged: Judged): <T>(resolved: T) => T {
  return (resolved) => {
    refuse(put(known(whole) ?? {}, path, known(resolved) ?? null), judged);
    return resolved;
  };
}

const isLater = (value: unknown): value is pulumi.Output<unknown> | Promise<unknown> =>
  pulumi.Output.isInstance(value) || value instanceof Promise;

function refuse(object: Known, { definition, title }: Judged): void {
  const faults = faultsOf(definition, object);
  if (faults.length === 0) return;
  const lines = faults.map(({ path, says }) => `${title}: ${path}: ${says}`);
  throw new pulumi.RunError(lines.join("\n"));
}

/** A copy with that value at that path, which is known to exist. */
function put(value: Known, [step, ...rest]: Path, by: Known): Known {
  if (step === undefined) return by;
  if (Array.isArray(value)) {
    const items = value as readonly Known[];
    return items.map((one, index) => (index === step ? put(one, rest, by) : one));
  }
  const map = value as KnownMap;
  return Object.assign({}, map, { [step]: put(map[step] ?? null, rest, by) } as KnownMap);
}
