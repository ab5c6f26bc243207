import { differences, kyvernoCounts, opaCounts, opsCounts } from "./counts.ts";
import { breachesIn } from "./manifests.ts";
import { tenRules } from "./ten-rules.ts";

const none = breachesIn(0);

describe("what the contenders found", () => {
  it("is read from the tallies of ops, those of other rules left out", () => {
    const tallies = {
      ...Object.fromEntries(tenRules.map((rule) => [rule, { violated: 0 }])),
      "pod-security/seccomp": { violated: 3 },
      "secrets/only-sealed-secrets": { violated: 7 },
    };

    expect(opsCounts(JSON.stringify({ tallies }))).toEqual({ ...none, "pod-security/seccomp": 3 });
  });

  it("is no number when ops did not ask a rule", () => {
    expect(opsCounts('{"tallies":{}}')["pod-security/seccomp"]).toBeNaN();
  });

  it("is read from the pairs of OPA", () => {
    const pairs = [
      ["provenance/image-digest", "Deployment a/b"],
      ["provenance/image-digest", "Deployment a/c"],
    ];

    expect(opaCounts(JSON.stringify(pairs))).toEqual({ ...none, "provenance/image-digest": 2 });
  });

  it("is read from the refusals of Kyverno, one for each resource whatever was wrong with it", () => {
    const output = [
      "Applying 28 policy rule(s) to 2 resource(s)...",
      "policy pod-security-capabilities -> resource a/Deployment/b failed:",
      "1 - autogen-pod-security-capabilities validation failure: drops all capabilities",
      "2 - autogen-cronjob-pod-security-capabilities validation failure: drops all capabilities",
      "",
      "policy network-policies-service-exposure -> resource a/Service/b failed:",
    ].join("\n");

    expect(kyvernoCounts(output)).toEqual({
      ...none,
      "pod-security/capabilities": 1,
      "network-policies/service-exposure": 1,
    });
  });

  it("is compared rule by rule", () => {
    const found = { ...none, "provenance/image-digest": 2, "pod-security/seccomp": Number.NaN };

    expect(differences(none, none)).toEqual([]);
    expect(differences(none, found)).toEqual([
      "provenance/image-digest: 0 expected, 2 found",
      "pod-security/seccomp: 0 expected, NaN found",
    ]);
  });
});
