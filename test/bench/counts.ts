import { type TenRule, tenRules } from "./ten-rules.ts";

/** Resources that each rule refused. */
export type Counts = Readonly<Record<TenRule, number>>;

const countsBy = (of: (rule: TenRule) => number): Counts =>
  Object.fromEntries(tenRules.map((rule) => [rule, of(rule)])) as Record<TenRule, number>;

/** Out of what `ops policy check --json` prints. */
export function opsCounts(output: string): Counts {
  const { tallies } = JSON.parse(output) as {
    readonly tallies: Readonly<Record<string, { readonly violated: number }>>;
  };
  return countsBy((rule) => tallies[rule]?.violated ?? Number.NaN);
}

/** Out of what `opa eval --format raw` prints: a set of pairs of rule and resource. */
export function opaCounts(output: string): Counts {
  const pairs = JSON.parse(output) as readonly (readonly [string, string])[];
  return countsBy((rule) => pairs.filter(([name]) => name === rule).length);
}

/** Out of what `kyverno apply` prints: a line for each policy and each resource that it refuses. */
export function kyvernoCounts(output: string): Counts {
  const policies = Array.from(output.matchAll(/^policy (\S+) -> resource /gm), ([, name]) => name);
  return countsBy((rule) => policies.filter((name) => name === rule.replace("/", "-")).length);
}

/** The rules on which counts differ, each with both. */
export const differences = (expected: Counts, found: Counts): readonly string[] =>
  tenRules
    .filter((rule) => expected[rule] !== found[rule])
    .map((rule) => `${rule}: ${expected[rule]} expected, ${found[rule]} found`);
