import { countsOf, silences } from "../../../ops/lib/policies.ts";
import { catalogue, factsOf, recorded } from "../support/recorded.ts";

describe("countsOf", () => {
  it("counts every pair of rule and resource exactly once", () => {
    const { policy } = factsOf(recorded("unknown-value.preview"));

    expect(countsOf(policy, catalogue)).toEqual({
      packs: 3,
      rules: 4,
      violated: 0,
      satisfied: 2,
      notApplicable: 18,
      cannotTell: 2,
    });
  });

  it("counts two findings of one rule on one resource once", () => {
    const { policy } = factsOf(recorded("no-limits.preview"));
    const twice = { ...policy, violations: [...policy.violations, ...policy.violations] };

    expect(countsOf(twice, catalogue).violated).toBe(1);
  });
});

describe("silences", () => {
  const { policy, steps } = factsOf(recorded("good.preview"));
  const urns = steps.map(({ urn }) => urn);

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
});
