import type { StackValidationPolicy } from "@pulumi/policy";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { rules } from "../../policy-packs/all/rules.ts";
import { policyOf } from "../../policy-packs/lib/crossguard.ts";
import { releaseSettings } from "./fixtures/provenance/releases.ts";
import { evaluate, evaluateStack, type Shown } from "../support/evaluate.ts";

interface State {
  readonly deployment: {
    readonly resources: readonly {
      readonly urn: string;
      readonly type: string;
      readonly provider?: string;
      readonly inputs?: Shown["props"];
      readonly outputs?: Shown["props"];
    }[];
  };
}

interface Verdict {
  readonly exit: 0 | 1;
  /** Policy, name of the resource, message without the remedy. */
  readonly findings: readonly (readonly [string, string, string])[];
}

const parse = (path: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../..", path), "utf8")) as unknown;

const verdicts = parse("test/contracts/state/verdicts.json") as Record<string, Verdict>;
const configuration = parse("policy-packs/all/config.local.json") as Record<string, Shown["props"]>;
/** What was allowed when the engine was asked; the list of today names more. */
const registries = {
  "provenance/image-registry": {
    ...configuration["provenance/image-registry"],
    allowedRegistries: ["registry.intelgraph.example"],
  },
};
/** A release with the image of the good state in it: the environment's own is another one from day to day. */
const settings: typeof configuration = { ...configuration, ...registries, ...releaseSettings };
const nameOf = (urn = "") => urn.split("::").at(-1) ?? "";

/** The resources as the engine shows them: inputs to rules over a resource, outputs to rules over a stack. */
const shownOf = ({ deployment }: State, side: "inputs" | "outputs"): Shown[] =>
  deployment.resources.map(({ urn, type, provider, ...values }) => ({
    urn,
    type,
    name: nameOf(urn),
    ...(provider === undefined ? {} : { provider: provider.replace(/::[^:]*$/, "") }),
    props: values[side] ?? {},
  }));

describe.each(Object.entries(verdicts))("the exported state %s", (name, { exit, findings }) => {
  it("gets the verdict that the engine gives it", async () => {
    const state = parse(`test/contracts/state/${name}.json`) as State;

    const found = await Promise.all(
      rules.map(async (rule) => {
        const policy = policyOf(rule);
        const config = settings[policy.name] ?? {};
        const evaluations =
          rule.scope === "stack"
            ? [
                await evaluateStack(
                  policy as StackValidationPolicy,
                  shownOf(state, "outputs"),
                  config,
                ),
              ]
            : await Promise.all(
                shownOf(state, "inputs").map(async (one) => {
                  const { violations } = await evaluate(policy, one, config);
                  return {
                    violations: violations.map(({ message }) => ({ message, urn: one.urn })),
                  };
                }),
              );
        return evaluations.flatMap(({ violations }) =>
          violations.map(({ message, urn }) => [policy.name, nameOf(urn), message.split("\n")[0]]),
        );
      }),
    );

    expect(found.flat().sort()).toEqual([...findings].sort());
    expect(exit).toBe(findings.length > 0 ? 1 : 0);
  });
});
