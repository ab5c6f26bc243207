import type { OpsEvent } from "../../../ops/lib/events.ts";
import { judge } from "../../../ops/lib/gate.ts";
import { violationOf } from "../../../ops/lib/policy-facts.ts";
import { runReader } from "../../../ops/lib/run-facts.ts";

const catalogue = {
  resourceRules: ["resource-limits/container-resources", "provenance/image-digest"],
  stackRules: ["network-policies/default-deny"],
};
const urn = "urn:pulumi:dev::intelgraph::kubernetes:apps/v1:Deployment::api";
const event = (body: object) => ({ sequence: 1, timestamp: 1, ...body }) as OpsEvent;

const created = event({
  resourcePreEvent: {
    metadata: {
      op: "create",
      urn,
      type: "kubernetes:apps/v1:Deployment",
      new: {
        custom: true,
        inputs: { metadata: { namespace: "core", name: "api" } },
        parent: "urn:pulumi:dev::intelgraph::intelgraph:workload:Workload::core-api",
      },
    },
  },
});
const judged = event({
  policyAnalyzeSummaryEvent: {
    resourceUrn: urn,
    policyPackName: "intelgraph",
    passed: ["provenance/image-digest"],
    failed: [],
  },
});
const whole = event({
  policyAnalyzeStackSummaryEvent: {
    policyPackName: "intelgraph",
    passed: ["network-policies/default-deny"],
    failed: [],
  },
});
const finding = (message: string, enforcementLevel = "mandatory") =>
  event({
    policyEvent: {
      resourceUrn: urn,
      policyName: "resource-limits/container-resources",
      policyPackName: "intelgraph",
      enforcementLevel,
      severity: "high",
      message,
    },
  });

function judgementOf(events: readonly OpsEvent[], exit = 0) {
  const reader = runReader();
  for (const one of events) reader.read(one);
  return judge({ exit, facts: reader.facts() } as Parameters<typeof judge>[0], catalogue);
}

describe("the gate", () => {
  it("lets a run pass in which every resource and the stack were judged", () => {
    const judgement = judgementOf([created, judged, whole]);

    expect(judgement.refused).toBe(false);
    expect(judgement.counts).toEqual({
      packs: 3,
      rules: 3,
      violated: 0,
      satisfied: 2,
      notApplicable: 1,
      cannotTell: 0,
    });
  });

  it("refuses a mandatory finding and names resource, rule, message and fix", () => {
    const judgement = judgementOf(
      [created, judged, whole, finding('container "api" has no limit\nfix: set it')],
      1,
    );

    expect(judgement.refused).toBe(true);
    expect(judgement.findings).toEqual([
      expect.objectContaining({
        resource: "Deployment core/api",
        component: "core-api",
        policy: "resource-limits/container-resources",
        severity: "high",
        message: 'container "api" has no limit',
        fix: "set it",
        cannotTell: false,
      }),
    ]);
  });

  it("shows an advisory finding and goes on", () => {
    const judgement = judgementOf([created, judged, whole, finding("odd", "advisory")]);

    expect(judgement.refused).toBe(false);
    expect(judgement.findings).toHaveLength(1);
  });

  it("refuses a verdict that the SDK made advisory because a value was unknown", () => {
    const text =
      "can't run policy 'resource-limits/container-resources' from policy pack 'intelgraph' during preview: spec is unknown";

    const judgement = judgementOf([created, judged, whole, finding(text, "advisory")]);

    expect(judgement.refused).toBe(true);
    expect(judgement.counts).toMatchObject({ violated: 0, cannotTell: 1 });
  });

  it.each([
    ["packs that reported nothing", [created]],
    [
      "a resource that no pack judged",
      [
        created,
        whole,
        event({
          policyAnalyzeSummaryEvent: { resourceUrn: "other", policyPackName: "intelgraph" },
        }),
      ],
    ],
    ["rules over the stack that did not run", [created, judged]],
  ])("takes no consent from %s", (_, events) => {
    const judgement = judgementOf(events);

    expect(judgement.silences).toHaveLength(1);
    expect(judgement.refused).toBe(true);
  });
});

describe("a finding", () => {
  it("refuses at a level nobody has heard of", () => {
    const { level } = violationOf({
      message: "no",
      policyName: "a/b",
      policyPackName: "a",
      enforcementLevel: "fatal",
    } as unknown as Parameters<typeof violationOf>[0]);

    expect(level).toBe("mandatory");
  });
});
