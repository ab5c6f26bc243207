import { countsOf, silences } from "../../../ops/lib/policies.ts";
import type { PolicyFacts, Violation } from "../../../ops/lib/policy-facts.ts";
import { catalogue, factsOf, type Recording, recorded } from "../support/recorded.ts";

const policyOf = (name: Recording) => factsOf(recorded(name)).policy;
const urn = "urn:pulumi:local::p::kubernetes:apps/v1:Deployment::api";
const found = (difference: Partial<Violation> = {}): Violation => ({
  urn,
  policy: "resource-limits/container-resources",
  level: "mandatory",
  severity: "high",
  message: "no limit",
  fix: undefined,
  cannotTell: false,
  waived: undefined,
  ...difference,
});
const waived = { expires: "2026-12-31", owner: "graph-team", ticket: "INT-42" };
const facts = (difference: Partial<PolicyFacts>): PolicyFacts => ({
  violations: [],
  judged: new Set([urn]),
  passed: new Set(),
  failed: new Set(),
  complete: new Set(["intelgraph"]),
  ...difference,
});
const ofLimits = (difference: Partial<PolicyFacts>) => {
  const { rules } = countsOf(facts(difference), catalogue);
  const [first] = rules;
  if (first === undefined) throw new Error("no rule");
  const { violated, satisfied, notApplicable, cannotTell, waived: covered } = first;
  return [violated, satisfied, notApplicable, cannotTell, covered];
};

describe("countsOf", () => {
  it("counts every pair of rule and resource exactly once", () => {
    const counts = countsOf(policyOf("unknown-value.preview"), catalogue);

    expect(counts).toMatchObject({
      packs: 3,
      violated: 0,
      satisfied: 2,
      notApplicable: 18,
      cannotTell: 2,
      waived: 0,
    });
    expect(counts.rules).toEqual([
      row("resource-limits/container-resources", { satisfied: 1, notApplicable: 6 }),
      row("provenance/image-digest", { cannotTell: 1, notApplicable: 6 }),
      row("provenance/image-registry", { cannotTell: 1, notApplicable: 6 }),
      row("network-policies/default-deny", { judges: "stack", satisfied: 1 }),
    ]);
  });

  it("counts a waived finding as waived, though the engine says that its rule failed", () => {
    const counts = countsOf(policyOf("waived.preview"), catalogue);

    expect(counts).toMatchObject({ violated: 0, satisfied: 3, notApplicable: 12, waived: 1 });
    expect(counts.rules[0]).toEqual(
      row("resource-limits/container-resources", { waived: 1, notApplicable: 4 }),
    );
  });

  it.each<Recording>([
    "good.preview",
    "good.up",
    "no-limits.preview",
    "unknown-value.preview",
    "waived.preview",
  ])("makes a partition of all pairs: %s", (name) => {
    const policy = policyOf(name);
    const {
      rules,
      violated,
      satisfied,
      notApplicable,
      cannotTell,
      waived: covered,
    } = countsOf(policy, catalogue);

    expect(violated + satisfied + notApplicable + cannotTell + covered).toBe(
      policy.judged.size * catalogue.resourceRules.length + catalogue.stackRules.length,
    );
    expect(rules).toHaveLength(4);
  });

  it.each<[string, Partial<PolicyFacts>, number[]]>([
    ["nothing is said", {}, [0, 0, 1, 0, 0]],
    [
      "it passed",
      { passed: new Set([`resource-limits/container-resources ${urn}`]) },
      [0, 1, 0, 0, 0],
    ],
    [
      "another resource passed",
      { passed: new Set(["resource-limits/container-resources urn:other"]) },
      [0, 0, 1, 0, 0],
    ],
    [
      "it failed without a word",
      { failed: new Set([`resource-limits/container-resources ${urn}`]) },
      [0, 0, 0, 1, 0],
    ],
    ["it is violated twice", { violations: [found(), found()] }, [1, 0, 0, 0, 0]],
    ["it cannot tell", { violations: [found({ cannotTell: true })] }, [0, 0, 0, 1, 0]],
    [
      "one part is seen and another is not",
      { violations: [found({ cannotTell: true }), found()] },
      [1, 0, 0, 0, 0],
    ],
    [
      "all of it is waived",
      { violations: [found({ waived }), found({ waived })] },
      [0, 0, 0, 0, 1],
    ],
    ["a part of it is waived", { violations: [found({ waived }), found()] }, [1, 0, 0, 0, 0]],
    [
      "a part of it is waived and another cannot be told",
      { violations: [found({ waived }), found({ cannotTell: true })] },
      [0, 0, 0, 1, 0],
    ],
    [
      "it is violated though it is said to have passed",
      {
        violations: [found()],
        passed: new Set([`resource-limits/container-resources ${urn}`]),
      },
      [1, 0, 0, 0, 0],
    ],
    [
      "a resource that nobody judged violates it",
      { violations: [found({ urn: "urn:other" })] },
      [1, 0, 1, 0, 0],
    ],
  ])("gives one verdict when %s", (_, difference, verdicts) => {
    expect(ofLimits(difference)).toEqual(verdicts);
  });

  it("gives a rule over the stack one verdict, whatever resources its findings name", () => {
    const denied = (other: Partial<Violation>) =>
      found({ policy: "network-policies/default-deny", ...other });
    const counts = (violations: Violation[], complete = new Set(["intelgraph"])) =>
      countsOf(facts({ violations, complete }), catalogue).rules[3];

    expect(counts([denied({ urn: "a" }), denied({ urn: "b", waived })])).toEqual(
      row("network-policies/default-deny", { judges: "stack", violated: 1 }),
    );
    expect(counts([], new Set())).toEqual(
      row("network-policies/default-deny", { judges: "stack" }),
    );
    expect(counts([denied({ waived })], new Set())).toEqual(
      row("network-policies/default-deny", { judges: "stack", waived: 1 }),
    );
  });

  it("says which rules are only shown", () => {
    const mild = { ...catalogue, advisory: ["provenance/image-digest"] };

    expect(countsOf(facts({}), mild).rules.map(({ level }) => level)).toEqual([
      "mandatory",
      "advisory",
      "mandatory",
      "mandatory",
    ]);
  });
});

function row(rule: string, difference: object) {
  return {
    rule,
    level: "mandatory",
    judges: "resource",
    violated: 0,
    satisfied: 0,
    notApplicable: 0,
    cannotTell: 0,
    waived: 0,
    ...difference,
  };
}

describe("silences", () => {
  const { policy, steps } = factsOf(recorded("good.preview"));
  const urns = steps.map((step) => step.urn);

  it("is content when every resource and the stack were judged", () => {
    expect(silences(policy, urns)).toEqual([]);
  });

  it("does not take no verdict at all for consent", () => {
    expect(silences({ ...policy, judged: new Set() }, urns)).toEqual([
      "the policy packs were passed to the engine, but it reported no verdict of theirs",
    ]);
  });

  it("notices one resource that no pack has judged", () => {
    const [first = "", ...rest] = urns;

    expect(silences({ ...policy, judged: new Set(rest) }, urns)).toEqual([
      `1 of ${urns.length} resources were not judged, the first is ${first}`,
    ]);
  });

  it("notices that the rules over the whole stack did not run", () => {
    expect(silences({ ...policy, complete: new Set() }, urns)).toEqual([
      "the rules over the whole stack did not run",
    ]);
  });

  it("notices a rule that failed and did not say why", () => {
    const failed = new Set([`a/b ${urns[0] ?? ""}`]);

    expect(silences({ ...policy, failed }, urns)).toEqual([
      `a rule failed without a finding: a/b ${urns[0] ?? ""}`,
    ]);
    expect(silences({ ...policy, failed: new Set(["a/c "]) }, urns)).toEqual([
      "a rule failed without a finding: a/c",
    ]);
  });

  it("takes a finding about a resource for the word of a rule over the stack", () => {
    const violations = [found({ policy: "a/c" })];

    expect(silences({ ...policy, violations, failed: new Set(["a/c "]) }, urns)).toEqual([]);
  });
});
