import { rules } from "../../policy-packs/all/rules.ts";
import { admissionName, atAdmission } from "../../policy-packs/lib/admission-objects.ts";
import { record } from "../support/record.ts";
import { programOf } from "../support/settings.ts";
import { isOfShell } from "../support/shell.ts";
import { goneNames, namesOfGoldens, writtenNames } from "./platform-names.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

/**
 * Logical names are forever: an engine that meets a new one creates an object and deletes the old one, and a namespace
 * that is deleted takes everything with it. Whoever changes a line here gives the resource an alias of its old name.
 */
const fences = (namespace: string, rules: readonly string[]) => [
  namespace,
  `${namespace}-namespace`,
  `${namespace}-guardrails`,
  `${namespace}-guardrails-quota`,
  `${namespace}-guardrails-limits`,
  `${namespace}-guardrails-default-deny`,
  ...rules.map((rule) => `${namespace}-guardrails-allow-${rule}`),
  `${namespace}-access`,
  ...["deployer", "deployer", "deployer", "viewer", "viewer", "viewer"].map(
    (role) => `${namespace}-access-${role}`,
  ),
];
const demands = atAdmission(rules)
  .map((rule) => `admission-${admissionName(rule)}`)
  .flatMap((name) => [name, `${name}-binding`]);
const always = ["dns", "within-namespace"];

async function namesOf(stack: string): Promise<string[]> {
  const { resources } = await record(programOf(stack), stack);
  return resources
    .filter(isOfShell)
    .map(({ name }) => name)
    .sort();
}

describe("logical names", () => {
  it("of an environment are these, the controllers apart", async () => {
    expect(await namesOf("prod")).toEqual(
      [
        "cluster",
        "admission",
        ...demands,
        "priority",
        "priority-intelgraph-critical",
        "priority-intelgraph-standard",
        "priority-intelgraph-batch",
        ...fences("core", [
          ...always,
          "from-ingress",
          "to-telemetry",
          "to-namespace-predictive",
          "from-prometheus",
        ]),
        ...fences("predictive", [
          ...always,
          "to-telemetry",
          "from-namespace-core",
          "from-prometheus",
        ]),
        ...fences("platform", ["dns", "from-telemetry-clients"]),
        ...fences("argocd", ["dns"]),
        ...fences("sealed-secrets", ["dns"]),
      ].sort(),
    );
  });

  it("of a preview are these, whatever its number", async () => {
    const names = ["cluster", ...fences("preview", [...always, "from-ingress", "to-telemetry"])];

    expect(await namesOf("pr-7")).toEqual(names.sort());
    expect(await namesOf("pr-8")).toEqual(names.sort());
  });

  it("of the controllers are those that were written (node test/stacks/update-names.ts)", () => {
    const [written, now] = [writtenNames(), namesOfGoldens()];

    expect(goneNames(written, now)).toEqual([]);
    expect(now).toEqual(written);
    expect(Object.values(written).flat().length).toBeGreaterThan(200);
  });

  it("do not go silently, from one environment as little as from all", () => {
    const before = { "local dev": ["Role a", "Role b"], prod: ["Role c"] };

    expect(
      goneNames(before, { local: ["Role a"], "local dev prod": ["Role b", "Role c"] }),
    ).toEqual(["dev: Role a"]);
    expect(goneNames(before, { "local dev": ["Role a", "ClusterRole b"] })).toEqual([
      "local: Role b",
      "dev: Role b",
      "prod: Role c",
    ]);
  });
});
