import type { StackValidationPolicy } from "@pulumi/policy";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { rules } from "../../../policy-packs/all/rules.ts";
import { policyOf } from "../../../policy-packs/lib/crossguard.ts";
import { policyName } from "../../../policy-packs/lib/rule.ts";
import { evaluate, evaluateStack, type Shown } from "../../support/evaluate.ts";
import { recordAll } from "./support/objects.ts";
import { args } from "./support/settings.ts";

const root = join(import.meta.dirname, "../../..");
/** Which images are released is said by the release, which knows nothing of these. */
const ELSEWHERE = /^provenance\/(?:released-image|evidence|sbom|scan|no-known|release-manifest)/;

type Configuration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const configOf = (environment: string): Configuration =>
  JSON.parse(
    readFileSync(join(root, `policy-packs/all/config.${environment}.json`), "utf8"),
  ) as Configuration;

/** As doors without an engine see it. */
const shown = async (): Promise<Shown[]> =>
  (await recordAll(args())).resources.map(({ type, name, inputs }) => ({
    type,
    name,
    props: inputs,
  }));

async function findings(seen: readonly Shown[], configuration: Configuration): Promise<string[]> {
  const found: string[] = [];
  for (const rule of rules.filter((one) => !ELSEWHERE.test(policyName(one)))) {
    const policy = policyOf(rule);
    const config = configuration[policyName(rule)] ?? {};
    const evaluations =
      rule.scope === "stack"
        ? [await evaluateStack(policy as StackValidationPolicy, seen, config)]
        : await Promise.all(seen.map((one) => evaluate(policy, one, config)));
    for (const { violations, downgraded } of evaluations) {
      if (downgraded !== undefined) found.push(`downgraded: ${downgraded}`);
      found.push(...violations.map(({ message }) => `${policyName(rule)}: ${message}`));
    }
  }
  return found;
}

describe("the policies over what watches an environment", () => {
  it("find nothing under the settings of prod", async () => {
    expect(await findings(await shown(), configOf("prod"))).toEqual([]);
  });

  it("find a container without limits", async () => {
    const seen = (await shown()).map((one) =>
      one.name === "observability-grafana-deployment"
        ? { ...one, props: JSON.parse(JSON.stringify(one.props).replace('"limits"', '"l"')) }
        : one,
    );

    expect(await findings(seen, configOf("prod"))).toContainEqual(
      expect.stringContaining("resource-limits/container-resources"),
    );
  });
});
