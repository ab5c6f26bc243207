import { isRecord } from "../../lib/values.ts";
import { demand, Refused } from "./failing.ts";
import type { Allowed } from "./model.ts";

const DEEPEST = 16;

/** Every value within the parameters of a build with its path; one that holds a dot is quoted. */
export function parametersOf(value: unknown, path: readonly string[] = []): [string, unknown][] {
  if (path.length > DEEPEST)
    throw new Refused("parameter-not-allowed", "has parameters that nest too deep");
  if (Array.isArray(value)) {
    return (value as unknown[]).flatMap((one, at) => parametersOf(one, [...path, String(at)]));
  }
  if (!isRecord(value)) return [[path.join("."), value]];
  return Object.entries(value).flatMap(([key, one]) =>
    parametersOf(one, [...path, /^[^."]+$/.test(key) ? key : JSON.stringify(key)]),
  );
}

/** That a build was given nothing but listed values of listed parameters. @throws Refused */
export function demandParameters(
  given: Readonly<Record<string, unknown>>,
  allowed: Readonly<Record<string, readonly Allowed[]>>,
): void {
  for (const [name, value] of parametersOf(given)) {
    const values = Object.hasOwn(allowed, name) ? (allowed[name] ?? []) : undefined;
    demand(
      values !== undefined,
      "parameter-not-allowed",
      `says it was built with parameter ${name}`,
    );
    demand(
      values.some((one) => one === value),
      "parameter-not-allowed",
      `says it was built with ${name} = ${JSON.stringify(value)}, not ${values.map((one) => JSON.stringify(one)).join(" or ")}`,
    );
  }
}
