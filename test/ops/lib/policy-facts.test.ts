import { policyReader, violationOf } from "../../../ops/lib/policy-facts.ts";
import { recorded } from "../support/recorded.ts";

const event = {
  resourceUrn: "urn:pulumi:local::p::kubernetes:apps/v1:Deployment::api",
  message: '<{%fg 13%}>container "api" sets no memory limit\nfix: set it<{%reset%}>\n',
  color: "raw",
  policyName: "resource-limits/container-resources",
  policyPackName: "intelgraph",
  policyPackVersion: "0.1.0",
  policyPackVersionTag: "0.1.0",
  enforcementLevel: "mandatory",
  severity: "high",
};

describe("violationOf", () => {
  it("takes message and remedy apart and drops the engine's colour tags", () => {
    expect(violationOf(event)).toEqual({
      urn: event.resourceUrn,
      policy: "resource-limits/container-resources",
      level: "mandatory",
      severity: "high",
      message: 'container "api" sets no memory limit',
      fix: "set it",
      cannotTell: false,
      waived: undefined,
    });
  });

  it("knows a verdict that says it cannot tell", () => {
    const { message, cannotTell } = violationOf({ ...event, message: "cannot tell: no image" });

    expect([message, cannotTell]).toEqual(["no image", true]);
  });

  it("treats the SDK's silent downgrade to advisory as a mandatory verdict that cannot tell", () => {
    const message =
      "can't run policy 'a/b' from policy pack 'intelgraph@v0.1.0' during preview: Value is unknown";

    const found = violationOf({ ...event, message, enforcementLevel: "warning" });

    expect(found.level).toBe("mandatory");
    expect(found.cannotTell).toBe(true);
    expect(found.message).toBe("Value is unknown");
  });

  it.each([
    ["warning", "advisory"],
    ["advisory", "advisory"],
    ["remediate", "mandatory"],
    ["something new", "mandatory"],
  ])("reads the level %s as %s", (enforcementLevel, level) => {
    expect(violationOf({ ...event, enforcementLevel }).level).toBe(level);
  });
});

describe("policyReader", () => {
  it("counts what packs report of a recorded preview", () => {
    const reader = policyReader();

    for (const one of recorded("no-limits.preview")) reader.read(one);

    const { passed, failed, judged, complete, violations } = reader.facts();
    expect([passed.size, failed.size, judged.size, [...complete]]).toEqual([
      3,
      1,
      5,
      ["intelgraph"],
    ]);
    expect(violations.map(({ policy }) => policy)).toEqual(["resource-limits/container-resources"]);
  });
});
