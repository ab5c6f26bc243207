import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { AdmissionPolicies } from "../components/policy/admission-policies.ts";
import { rules } from "../policy-packs/all/rules.ts";
import { admissionPairs } from "../policy-packs/lib/admission-objects.ts";
import type { Given } from "../policy-packs/lib/config.ts";
import { policyName } from "../policy-packs/lib/rule.ts";
import { registered, type Waiver } from "../policy-packs/lib/waivers.ts";
import { lostImages, releasedImage } from "../policy-packs/provenance/released-image.ts";
import type { EnvironmentSettings } from "./config.ts";
import type { EnvironmentName } from "./stack-name.ts";

/** The exceptions to policies, and the day on which they are read. */
export interface Exceptions {
  readonly waivers: readonly Waiver[];
  readonly now: Date;
  /** Settings by the name of the rule, in place of those in the environment's file. @default none */
  readonly settings?: Readonly<Record<string, Given>>;
}

/** What `policy-packs/waivers.yaml` grants today. @throws RunError with the first fault of the file */
export function exceptionsToday(): Exceptions {
  const now = new Date();
  try {
    return { waivers: registered(rules.map(policyName), now), now };
  } catch (error) {
    throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
  }
}

/** Puts the rules to the API server, under the same settings and waivers that hold at preview. */
export function provisionAdmission(
  name: EnvironmentName,
  { mode, exempt, controllers }: EnvironmentSettings["admission"],
  { waivers, now, settings }: Exceptions,
  opts: pulumi.ComponentResourceOptions,
): AdmissionPolicies {
  const configuration = { ...configurationOf(name), ...settings };
  refuseLostImages(configuration[policyName(releasedImage)] ?? {}, now);
  const input = { rules, configuration, mode, exempt, controllers, waivers, now };
  const pairs = admissionPairs(input).map(({ policy, binding, ...pair }) => ({
    ...pair,
    policy: policy.spec,
    binding: binding.spec,
  }));
  return new AdmissionPolicies("admission", { pairs }, opts);
}

/**
 * The API server is given the images of the release that verify. Where one of them does not, that list would shut out what
 * may already run, so nothing is changed at all. @throws RunError with the first failure
 */
function refuseLostImages(given: Given, now: Date): void {
  const [first, ...more] = lostImages(given, now);
  if (first === undefined) return;
  const others = more.length > 0 ? ` (and ${more.length} more: ops release verify)` : "";
  throw new pulumi.RunError(`admission: ${first}${others}`);
}

const configurationOf = (name: EnvironmentName): Readonly<Record<string, Given>> => {
  const file = new URL(`../policy-packs/all/config.${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, Given>>;
};
