import { rules } from "../../policy-packs/all/rules.ts";
import { admissionName, atAdmission } from "../../policy-packs/lib/admission-objects.ts";
import { record } from "../support/record.ts";
import { programOf } from "../support/settings.ts";

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
  return resources.map(({ name }) => name).sort();
}

describe("logical names", () => {
  it("of an environment are these", async () => {
    expect(await namesOf("prod")).toEqual(
      [
        "cluster",
        "admission",
        ...demands,
        "priority",
        "priority-intelgraph-critical",
        "priority-intelgraph-standard",
        "priority-intelgraph-batch",
        ...fences("core", [...always, "from-ingress", "to-telemetry", "to-namespace-predictive"]),
        ...fences("predictive", [...always, "to-telemetry", "from-namespace-core"]),
        ...fences("platform", [
          ...always,
          "from-ingress",
          "from-telemetry-clients",
          "to-address-api-server",
        ]),
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
});
