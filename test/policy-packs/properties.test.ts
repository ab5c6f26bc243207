import type { StackValidationPolicy } from "@pulumi/policy";
import * as fc from "fast-check";

import { rules } from "../../policy-packs/all/rules.ts";
import { podPaths } from "../../policy-packs/lib/kinds.ts";
import { policyOf } from "../../policy-packs/lib/crossguard.ts";
import { evaluate, evaluateStack, type Shown, UNKNOWN } from "../support/evaluate.ts";
import { resourceOf } from "./fixtures/fixture.ts";
import { container, DIGEST, IMAGE, podKinds, REGISTRIES, workload } from "./fixtures/workloads.ts";

type Json = Readonly<Record<string, unknown>>;

const policies = rules.map((rule) => ({ rule, policy: policyOf(rule) }));
const POLICY = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "deny", namespace: "core" },
  spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] },
};

/** What every rule says about a stack of these resources, by the name of the rule. */
async function judged(shown: readonly Shown[]): Promise<Readonly<Record<string, string[]>>> {
  const all = policies.map(async ({ rule, policy }) => {
    const config = rule.name === "image-registry" ? REGISTRIES : {};
    const evaluations =
      rule.scope === "stack"
        ? [await evaluateStack(policy as StackValidationPolicy, shown, config)]
        : await Promise.all(shown.map((one) => evaluate(policy, one, config)));
    expect(evaluations.filter(({ downgraded }) => downgraded !== undefined)).toEqual([]);
    const messages = evaluations.flatMap(({ violations }) => violations);
    return [rule.name, messages.map(({ message }) => message)] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

/** The rules that are satisfied. */
const satisfied = (verdicts: Readonly<Record<string, string[]>>) =>
  Object.keys(verdicts).filter((name) => verdicts[name]?.length === 0);

/** Findings of a rule that broke down instead of judging. */
const breakdowns = (verdicts: Readonly<Record<string, string[]>>) =>
  Object.values(verdicts)
    .flat()
    .filter((message) => message.includes("the rule failed"));

/** A pod with any mix of good containers and volumes, of any kind, and the policy its namespace needs. */
const goodPod = fc.record({
  initContainers: fc.array(
    fc.constantFrom(container({ name: "i" }), container({ restartPolicy: "Always" })),
    { maxLength: 2 },
  ),
  containers: fc.array(fc.constant(container()), { minLength: 1, maxLength: 3 }),
  volumes: fc.array(
    fc.constantFrom({ name: "tmp", emptyDir: {} }, { name: "m", image: { reference: IMAGE } }),
    { maxLength: 2 },
  ),
});
const goodStack = fc
  .tuple(fc.constantFrom(...podKinds), goodPod)
  .map(([[apiVersion, kind], pod]) => [workload(apiVersion, kind, pod), POLICY]);

const shownOf = (manifests: readonly unknown[]): Shown[] =>
  manifests.map((manifest) => resourceOf(manifest as typeof POLICY));

/** Every path to a value in a tree, lists and objects included. */
function pathsOf(value: unknown): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [
    [key],
    ...pathsOf((value as Record<string | number, unknown>)[key]).map((path) => [key, ...path]),
  ]);
}

/** A copy of a tree with one value replaced. */
function replaced(
  tree: unknown,
  [key, ...rest]: readonly (string | number)[],
  by: unknown,
): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(tree) ? [...(tree as unknown[])] : { ...(tree as Json) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

const NAMES = rules.map(({ name }) => name);
const OF_PODS = NAMES.filter((name) => name !== "default-deny");

/** Which rules have to notice when what is at a path goes bad. */
function guardsOf(path: readonly (string | number)[]): readonly string[] {
  const text = path.join(".");
  const guards: readonly (readonly [RegExp, readonly string[]])[] = [
    [/^0\..*\.resources(\.(requests|limits)(\.(cpu|memory))?)?$/, ["container-resources"]],
    [/^0\..*\.image(\.reference)?$/, ["image-digest", "image-registry"]],
    [/^0\..*\.containers(\.\d+)?$/, OF_PODS],
    [/^0\.metadata(\.namespace)?$/, ["default-deny"]],
    [/^1\.(metadata(\.namespace)?|spec(\.(podSelector|policyTypes(\.\d+)?))?)$/, ["default-deny"]],
  ];
  return guards.find(([pattern]) => pattern.test(text))?.[1] ?? [];
}

describe("the rules together", () => {
  it("accept every mix of good containers in every kind", async () => {
    await fc.assert(
      fc.asyncProperty(goodStack, async (stack) => {
        expect(satisfied(await judged(shownOf(stack)))).toEqual(NAMES);
      }),
    );
  });

  it("catch any vital field of a good workload that is lost, unknown or nonsense", async () => {
    const nonsense = fc.constantFrom(undefined, null, "", UNKNOWN, "lots", -1, true, [], {}, [{}]);
    const broken = goodStack.chain((stack) => {
      const vital = pathsOf(stack).filter((path) => guardsOf(path).length > 0);
      return fc
        .tuple(fc.constantFrom(...vital), nonsense)
        .filter(([path, by]) => !isStillGood(path, by))
        .map(([path, by]) => ({ path, stack: replaced(stack, path, by) as unknown[] }));
    });
    await fc.assert(
      fc.asyncProperty(broken, async ({ path, stack }) => {
        const verdicts = await judged(shownOf(stack));

        expect(satisfied(verdicts).filter((name) => guardsOf(path).includes(name))).toEqual([]);
        expect(breakdowns(verdicts)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("refuse what they refused, whatever is shuffled, added or nulled beside it", async () => {
    const bad = fc.constantFrom(
      { key: "resources", by: {}, guard: "container-resources" },
      { key: "resources", by: { limits: { cpu: "1" } }, guard: "container-resources" },
      { key: "image", by: "nginx", guard: "image-digest" },
      { key: "image", by: `ghcr.io/evil/api@${DIGEST}`, guard: "image-registry" },
      { key: "image", by: UNKNOWN, guard: "image-digest" },
    );
    const noisy = fc
      .tuple(goodStack, bad, fc.infiniteStream(fc.nat()))
      .map(([stack, { key, by, guard }, dice]) => {
        const at = pathsOf(stack).find((path) => /^0\..*\.containers\.\d+$/.test(path.join(".")));
        const refused = replaced(stack, [...(at ?? []), key], by);
        return { guard, stack: noise(refused, rolling(dice)) as unknown[] };
      });
    await fc.assert(
      fc.asyncProperty(noisy, async ({ guard, stack }) => {
        const verdicts = await judged(shownOf(stack));

        expect(satisfied(verdicts)).not.toContain(guard);
        expect(breakdowns(verdicts)).toEqual([]);
      }),
    );
  });

  it("accept what they accepted, whatever is shuffled, added or nulled beside it", async () => {
    const noisy = fc
      .tuple(goodStack, fc.infiniteStream(fc.nat()))
      .map(([stack, dice]) => noise(stack, rolling(dice)) as unknown[]);
    await fc.assert(
      fc.asyncProperty(noisy, async (stack) => {
        expect(satisfied(await judged(shownOf(stack)))).toEqual(NAMES);
      }),
    );
  });

  it("refuse, and never break down over, whatever stands where a pod belongs", async () => {
    const kinds = Object.entries(podPaths).flatMap(([group, kinds]) =>
      Object.keys(kinds).map((kind) => [group === "" ? "v1" : `${group}/v1`, kind] as const),
    );
    const key = fc.constantFrom("containers", "initContainers", "volumes", "image", "resources");
    const pod = fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.jsonValue()));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), pod, async ([apiVersion, kind], spec) => {
        const verdicts = await judged([resourceOf(workload(apiVersion, kind, spec))]);

        expect(satisfied(verdicts)).toEqual([]);
        expect(breakdowns(verdicts)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

const rolling = (dice: Iterator<number, number>) => (): number => dice.next().value;

/** Replacements that leave a workload as good as it was. */
function isStillGood(path: readonly (string | number)[], by: unknown): boolean {
  const text = path.join(".");
  const isSelector = text === "1.spec.podSelector" && JSON.stringify(by) === "{}";
  const isVolume = /volumes\.\d+\.image$/.test(text) && (by === null || by === undefined);
  return isSelector || isVolume;
}

/** The same tree with its keys in another order and things added that mean nothing. */
function noise(tree: unknown, roll: () => number): unknown {
  if (Array.isArray(tree)) return tree.map((item) => noise(item, roll));
  if (typeof tree !== "object" || tree === null) return tree;
  const entries = Object.entries(tree).map(([key, value]): [string, unknown] => [
    key,
    noise(value, roll),
  ]);
  const isAmounts = "cpu" in tree || "memory" in tree;
  const isSelector = Object.keys(tree).length === 0;
  if (!isAmounts && !isSelector) {
    const added = [null, [], {}, "x", 1, { deep: [null, {}] }];
    entries.push([`x-${roll() % 9}`, added[roll() % added.length]]);
    if ("containers" in tree) {
      for (const key of ["initContainers", "ephemeralContainers", "volumes"]) {
        if (!(key in tree)) entries.push([key, roll() % 2 === 0 ? null : []]);
      }
    }
  }
  const keyed = entries.map((entry) => ({ entry, at: roll() }));
  return Object.fromEntries(keyed.sort((a, b) => a.at - b.at).map(({ entry }) => entry));
}
