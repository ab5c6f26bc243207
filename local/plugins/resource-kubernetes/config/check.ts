import { unwrapAll } from "../../lib/marks.ts";
import type { Properties } from "../../lib/struct.ts";
import { nameOfUrn } from "../kinds.ts";

export interface CheckFailure {
  /** "" when it is about the whole. */
  readonly property: string;
  readonly reason: string;
}

/**
 * What strict mode has against the provider's arguments: it wants a kubeconfig and a context said in the program, and no
 * default provider. Source: official provider, CheckConfig.
 */
export function checkConfig(
  urn: string,
  inputs: Properties,
  environment: NodeJS.ProcessEnv,
): readonly CheckFailure[] {
  const plain = unwrapAll(inputs);
  const strict = plain["strictMode"] ?? ambient(environment)["strictMode"];
  if (String(strict) !== "true") return [];
  const failures: CheckFailure[] = [];
  if (/^default(_|$)/.test(nameOfUrn(urn))) {
    failures.push({
      property: "",
      reason: "strict mode forbids the default provider; pass a provider of your own",
    });
  }
  for (const property of ["kubeconfig", "context"]) {
    const value = plain[property];
    if (value !== undefined && value !== null && value !== "") continue;
    failures.push({
      property,
      reason: `strict mode requires the provider argument ${JSON.stringify(property)}`,
    });
  }
  return failures;
}

/** Stack configuration of this package, which the engine hands over in the environment. */
function ambient(environment: NodeJS.ProcessEnv): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(environment["PULUMI_CONFIG"] ?? "{}") as Record<string, unknown>;
  } catch {
    return {};
  }
}
