import { judge } from "../../../ops/lib/gate.ts";
import { ran } from "../support/fakes.ts";
import { catalogue, recorded } from "../support/recorded.ts";

describe("judge", () => {
  it("lets a program pass that keeps every rule", () => {
    const { refused, findings, counts } = judge(ran(recorded("good.preview")), catalogue);

    expect([refused, findings]).toEqual([false, []]);
    expect(counts).toMatchObject({
      packs: 3,
      violated: 0,
      satisfied: 4,
      notApplicable: 12,
      cannotTell: 0,
    });
  });

  it("refuses a violation and names the object as people know it", () => {
    const { refused, findings } = judge(ran(recorded("no-limits.preview"), { exit: 1 }), catalogue);

    expect(refused).toBe(true);
    expect(findings.map(({ resource, severity }) => [resource, severity])).toEqual([
      ["Deployment fixture-no-limits/api", "high"],
    ]);
  });

  it("refuses what cannot be told", () => {
    const end = ran(recorded("unknown-value.preview"), { exit: 1 });

    const { refused, findings } = judge(end, catalogue);

    expect(refused).toBe(true);
    expect(findings.map(({ cannotTell }) => cannotTell)).toEqual([true, true]);
  });

  it("fails closed when the engine reports no policy event although packs were passed", () => {
    const events = recorded("good.preview").filter(
      (event) => !Object.keys(event).some((key) => key.startsWith("policy")),
    );

    const { refused, silences } = judge(ran(events), catalogue);

    expect(refused).toBe(true);
    expect(silences).toEqual([
      "the policy packs were passed to the engine, but it reported no verdict of theirs",
    ]);
  });

  it("names the resource that a pack left out", () => {
    const left = recorded("good.preview").filter(
      ({ policyAnalyzeSummaryEvent: one }) => !one?.resourceUrn?.includes("Deployment"),
    );

    const { refused, silences } = judge(ran(left), catalogue);

    expect(refused).toBe(true);
    expect(silences).toEqual([
      "1 of 5 resources were not judged, the first is Deployment fixture-good-api",
    ]);
  });

  it("does not blame the packs when the program failed before they could judge", () => {
    const events = recorded("good.preview").slice(0, 2);

    expect(judge(ran(events, { exit: 1 }), catalogue).refused).toBe(false);
  });
});
