import type { StackValidationPolicy } from "@pulumi/policy";
import * as fc from "fast-check";

import { rules } from "../../policy-packs/all/rules.ts";
import { policyOf } from "../../policy-packs/lib/crossguard.ts";
import { podPaths } from "../../policy-packs/lib/kinds.ts";
import { policyName } from "../../policy-packs/lib/rule.ts";
import { evaluate, evaluateStack, type Shown, UNKNOWN } from "../support/evaluate.ts";
import { noise, type Path, pathsOf, replaced } from "../support/tree.ts";
import { resourceOf } from "./fixtures/fixture.ts";
import { guards } from "./fixtures/index.ts";
import { workload } from "./fixtures/workloads.ts";
import { goodSettings, goodStack, shownOf, type Stack } from "./good-stack.ts";

const policies = rules.map((rule) => ({ rule, policy: policyOf(rule) }));

type Verdicts = Readonly<Record<string, readonly string[]>>;

/** What every rule says about a stack of these resources, by the name of the rule. */
async function judged(shown: readonly Shown[], names?: readonly string[]): Promise<Verdicts> {
  const asked = policies.filter(({ rule }) => names?.includes(policyName(rule)) !== false);
  const all = asked.map(async ({ rule, policy }) => {
    const config = goodSettings[policyName(rule)] ?? {};
    const evaluations =
      rule.scope === "stack"
        ? [await evaluateStack(policy as StackValidationPolicy, shown, config)]
        : await Promise.all(shown.map((one) => evaluate(policy, one, config)));
    expect(evaluations.filter(({ downgraded }) => downgraded !== undefined)).toEqual([]);
    const messages = evaluations.flatMap(({ violations }) => violations);
    return [policyName(rule), messages.map(({ message }) => message)] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

/** Everything that was said, with the rule that said it. */
const complaints = (verdicts: Verdicts) =>
  Object.entries(verdicts).flatMap(([name, found]) => found.map((text) => `${name}: ${text}`));

/** Findings of a rule that broke down instead of judging. */
const breakdowns = (verdicts: Verdicts) =>
  complaints(verdicts).filter((message) => message.includes("the rule failed"));

const silent = (verdicts: Verdicts, names: readonly string[]) =>
  names.filter((name) => verdicts[name]?.length === 0);

/** Which rules have to notice when what is at a path goes bad. */
function guardsOf(path: Path, by: unknown): readonly string[] {
  const text = path.join(".");
  const found = guards.filter((guard) => guard.path.test(text) && guard.harmless?.(by) !== true);
  return [...new Set(found.flatMap((guard) => guard.rules))];
}

const nonsense = fc.constantFrom(undefined, null, "", UNKNOWN, "lots", -1, true, [], {}, [{}]);

/** A good stack with one vital part gone bad, and who has to notice. */
const broken = goodStack.chain((stack) => {
  const vital = pathsOf(stack).filter((path) => guardsOf(path, undefined).length > 0);
  return fc
    .tuple(fc.constantFrom(...vital), nonsense)
    .map(([path, by]) => ({
      path,
      by,
      guards: guardsOf(path, by),
      stack: replaced(stack, path, by) as Stack,
    }))
    .filter(({ guards }) => guards.length > 0);
});

const noisy = fc.infiniteStream(fc.nat()).map((dice) => {
  const roll = (): number => (dice as Iterator<number, number>).next().value;
  return (stack: Stack) =>
    Object.fromEntries(Object.entries(stack).map(([role, object]) => [role, noise(object, roll)]));
});

describe("the rules together", () => {
  it("accept every good stack, in every kind that carries pods", async () => {
    await fc.assert(
      fc.asyncProperty(goodStack, async (stack) => {
        expect(complaints(await judged(shownOf(stack)))).toEqual([]);
      }),
    );
  });

  it("catch any vital field of a good stack that is lost, unknown or nonsense", async () => {
    await fc.assert(
      fc.asyncProperty(broken, async ({ guards, stack }) => {
        const verdicts = await judged(shownOf(stack), guards);

        expect(silent(verdicts, guards)).toEqual([]);
        expect(breakdowns(verdicts)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("refuse what they refused, whatever is shuffled, added or nulled beside it", async () => {
    await fc.assert(
      fc.asyncProperty(broken, noisy, async ({ guards, stack }, disturb) => {
        const verdicts = await judged(shownOf(disturb(stack)), guards);

        expect(silent(verdicts, guards)).toEqual([]);
        expect(breakdowns(verdicts)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("accept what they accepted, whatever is shuffled, added or nulled beside it", async () => {
    await fc.assert(
      fc.asyncProperty(goodStack, noisy, async (stack, disturb) => {
        expect(complaints(await judged(shownOf(disturb(stack))))).toEqual([]);
      }),
    );
  });

  it("never break down over whatever stands where a pod belongs", async () => {
    const kinds = Object.entries(podPaths).flatMap(([group, kinds]) =>
      Object.keys(kinds).map((kind) => [group === "" ? "v1" : `${group}/v1`, kind] as const),
    );
    const key = fc.constantFrom("containers", "initContainers", "volumes", "image", "resources");
    const pod = fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.jsonValue()));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), pod, async ([apiVersion, kind], spec) => {
        const verdicts = await judged([resourceOf(workload(apiVersion, kind, spec))]);

        expect(breakdowns(verdicts)).toEqual([]);
        expect(complaints(verdicts)).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
