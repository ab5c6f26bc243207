import type { Waiver } from "../../../policy-packs/lib/waivers.ts";
import type { RunEnd } from "../../../ops/lib/engine.ts";
import type { OpsEvent } from "../../../ops/lib/events.ts";
import { dayText, type Exceptions } from "../../../ops/lib/exceptions.ts";
import { judge } from "../../../ops/lib/gate.ts";
import { violationOf } from "../../../ops/lib/policy-facts.ts";
import { runReader } from "../../../ops/lib/run-facts.ts";

const catalogue = {
  resourceRules: ["resource-limits/container-resources", "provenance/image-digest"],
  stackRules: ["network-policies/default-deny"],
  advisory: ["provenance/image-digest"],
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
const finding = (
  message: string,
  enforcementLevel = "mandatory",
  policyName = "resource-limits/container-resources",
) =>
  event({
    policyEvent: {
      resourceUrn: urn,
      policyName,
      policyPackName: "intelgraph",
      enforcementLevel,
      severity: "high",
      message,
    },
  });

function judgementOf(events: readonly OpsEvent[], exit = 0, exceptions?: Exceptions) {
  const reader = runReader();
  for (const one of events) reader.read(one);
  return judge({ exit, facts: reader.facts() } as RunEnd, catalogue, exceptions);
}

describe("the gate", () => {
  it("lets a run pass in which every resource and the stack were judged", () => {
    const judgement = judgementOf([created, judged, whole]);

    expect(judgement.refused).toBe(false);
    expect(judgement.counts).toMatchObject({
      packs: 3,
      violated: 0,
      satisfied: 2,
      notApplicable: 1,
      cannotTell: 0,
      waived: 0,
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

  it("shows a finding of an advisory rule and goes on", () => {
    const mild = finding("odd", "advisory", "provenance/image-digest");

    const judgement = judgementOf([created, judged, whole, mild]);

    expect(judgement.refused).toBe(false);
    expect(judgement.findings).toHaveLength(1);
  });

  it("shows an advisory finding of a pack that is not ours and goes on", () => {
    const foreign = finding("odd", "warning", "aws/no-public-bucket");

    expect(judgementOf([created, judged, whole, foreign]).refused).toBe(false);
  });

  it.each(["advisory", "warning", "none"])(
    "refuses a finding that was made %s on the way, though its rule is mandatory",
    (level) => {
      const { refused, findings, counts } = judgementOf([
        created,
        judged,
        whole,
        finding("no limit", level),
      ]);

      expect(refused).toBe(true);
      expect(findings[0]).toMatchObject({
        level: "mandatory",
        message: "made advisory on the way, though the rule is mandatory: no limit",
      });
      expect(counts.violated).toBe(1);
    },
  );

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

describe("a finding that a pack says is waived", () => {
  const waiver: Waiver = {
    policy: "resource-limits/container-resources",
    resource: "Deployment core/*",
    reason: "because",
    owner: "graph-team",
    ticket: "INT-42",
    expires: "2026-12-31",
  };
  const terms = (waivers: readonly Waiver[] = [waiver], time = "2026-12-31T23:59:59.999Z") => ({
    waivers: () => waivers,
    now: new Date(time),
  });
  const mark = "waived until 2026-12-31 by graph-team (INT-42): ";
  const said = (text: string, exceptions = terms(), level = "advisory", policy?: string) =>
    judgementOf([created, judged, whole, finding(text, level, policy)], 0, exceptions);
  const held = `says it is waived by INT-42, which policy-packs/waivers.yaml does not hold: no limit`;

  it("is listed as waived, counted so, and refuses nothing", () => {
    const judgement = said(`${mark}no limit\nfix: set it`, terms([waiver], "2026-12-01T08:00:00Z"));

    expect(judgement).toMatchObject({ refused: false, findings: [], silences: [] });
    expect(judgement.counts).toMatchObject({ violated: 0, cannotTell: 0, waived: 1, satisfied: 2 });
    expect(judgement.waived).toEqual([
      expect.objectContaining({
        resource: "Deployment core/api",
        message: "no limit",
        fix: "set it",
        days: 30,
        waived: { expires: "2026-12-31", owner: "graph-team", ticket: "INT-42" },
      }),
    ]);
  });

  it("may be one that cannot tell", () => {
    expect(said(`${mark}cannot tell: image is not known`).waived).toEqual([
      expect.objectContaining({ message: "image is not known", cannotTell: true }),
    ]);
  });

  it.each(["mandatory", "remediate", "fatal"])("refuses at the level %s all the same", (level) => {
    const { refused, waived, findings } = said(`${mark}no limit`, terms(), level);

    expect([refused, waived]).toEqual([true, []]);
    expect(findings[0]?.message).toBe(`${mark}no limit`);
  });

  it.each<[string, Exceptions]>([
    ["no waiver at all", terms([])],
    ["one that has expired", terms([waiver], "2027-01-01T00:00:00Z")],
    ["one for another rule", terms([{ ...waiver, policy: "provenance/image-digest" }])],
    ["one for another resource", terms([{ ...waiver, resource: "Deployment web/*" }])],
    ["one of another owner", terms([{ ...waiver, owner: "web-team" }])],
    ["one of another ticket", terms([{ ...waiver, ticket: "INT-43" }])],
    ["one that ends on another day", terms([{ ...waiver, expires: "2027-01-02" }])],
  ])("refuses when the file holds %s", (_, exceptions) => {
    const { refused, waived, findings, counts } = said(`${mark}no limit`, exceptions);

    expect([refused, waived, counts.waived]).toEqual([true, [], 0]);
    expect(findings[0]).toMatchObject({ level: "mandatory", message: held });
  });

  it("refuses when nobody knows of any waiver", () => {
    const { refused } = judgementOf([
      created,
      judged,
      whole,
      finding(`${mark}no limit`, "advisory"),
    ]);

    expect(refused).toBe(true);
  });

  it("refuses when the rule is none of ours", () => {
    const foreign = { ...waiver, policy: "aws/no-public-bucket" };

    expect(said(`${mark}no limit`, terms([foreign]), "advisory", foreign.policy).refused).toBe(
      true,
    );
  });

  it.each([
    "waived until tomorrow by graph-team (INT-42): no limit",
    "waived until 2026-12-31 by (INT-42): no limit",
    "waived until 2026-12-31 by graph-team (INT 42): no limit",
    "Waived until 2026-12-31 by graph-team (INT-42): no limit",
    "so waived until 2026-12-31 by graph-team (INT-42): no limit",
  ])("refuses when it only looks so: %s", (text) => {
    expect(said(text)).toMatchObject({ refused: true, waived: [] });
  });

  it("refuses when the SDK could not run the rule, whatever it says then", () => {
    const text = `can't run policy 'resource-limits/container-resources' from policy pack 'intelgraph' during preview: ${mark}x`;

    expect(said(text)).toMatchObject({ refused: true, waived: [] });
  });

  it("comes after those whose waiver ends earlier", () => {
    const second = { ...waiver, ticket: "INT-7", expires: "2026-12-30" };
    const judgement = judgementOf(
      [
        created,
        judged,
        whole,
        finding(`${mark}a`, "advisory"),
        finding("waived until 2026-12-30 by graph-team (INT-7): b", "advisory"),
      ],
      0,
      terms([waiver, second], "2026-12-30T00:00:00Z"),
    );

    expect(judgement.waived.map(({ message, days }) => [message, days])).toEqual([
      ["b", 0],
      ["a", 1],
    ]);
  });
});

describe("the name by which a waiver means a resource", () => {
  const deployment = (inputs: object, outputs: object = {}) => [
    event({
      resourcePreEvent: {
        metadata: {
          op: "create",
          urn,
          type: "kubernetes:apps/v1:Deployment",
          new: { custom: true, inputs, outputs, parent: "" },
        },
      },
    }),
    judged,
    whole,
    finding("waived until 2026-12-31 by graph-team (INT-42): no limit", "advisory"),
  ];
  const refused = (resource: string, events: readonly OpsEvent[]) =>
    judgementOf(events, 0, {
      waivers: () => [
        {
          policy: "resource-limits/container-resources",
          resource,
          reason: "because",
          owner: "graph-team",
          ticket: "INT-42",
          expires: "2026-12-31",
        },
      ],
      now: new Date("2026-12-01T00:00:00Z"),
    }).refused;
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

  it("is that of its inputs, or that of its outputs", () => {
    const events = deployment(
      { metadata: { name: "web" } },
      { metadata: { name: "web", namespace: "default" } },
    );

    expect(refused("Deployment web", events)).toBe(false);
    expect(refused("Deployment default/web", events)).toBe(false);
    expect(refused("Deployment core/web", events)).toBe(true);
  });

  it("is that in the program where the one in the cluster is not known", () => {
    const events = deployment({ metadata: { name: unknown, namespace: unknown } });

    expect(refused("Deployment api", events)).toBe(false);
    expect(refused(`Deployment ${unknown}/${unknown}`, events)).toBe(true);
  });
});

describe("a kind that no rule was written for", () => {
  const registered = (type: string, name: string, inputs: object = {}) =>
    event({
      resourcePreEvent: {
        metadata: {
          ...{ op: "create", urn: `u::p::${type}::${name}`, type },
          new: { custom: true, inputs },
        },
      },
    });

  it("is named where what is in it decides, one object at a time", () => {
    const type = "kubernetes:argoproj.io/v1alpha1:AnalysisTemplate";
    const measuring = (provider: unknown) => ({ spec: { metrics: [{ name: "a", provider }] } });
    const judgement = judgementOf([
      registered(type, "a", measuring({ prometheus: { query: "up" } })),
      registered(type, "b", measuring({ job: { spec: {} } })),
      registered(type, "c", measuring("04da6b54-80e4-46f7-96ec-b56ff0331ba9")),
    ]);

    expect(judgement.notUnderstood).toEqual({ "argoproj.io/v1alpha1 AnalysisTemplate": 2 });
  });

  it("is named, with how many there are of it", () => {
    const judgement = judgementOf([
      registered("kubernetes:cilium.io/v2:CiliumNetworkPolicy", "a"),
      registered("kubernetes:cilium.io/v2:CiliumNetworkPolicy", "b"),
      registered("kubernetes:example.com/v1:Thing", "c"),
      registered("kubernetes:core/v1:ConfigMap", "d"),
      registered("kubernetes:core/v1:ConfigMapList", "e"),
      registered("kubernetes:apps/v1:DeploymentPatch", "f"),
      registered("kubernetes:argoproj.io/v1alpha1:Application", "g"),
      registered("kubernetes:monitoring.coreos.com/v1:Prometheus", "h"),
      registered("random:index:RandomId", "i"),
      registered("intelgraph:environment:EnvironmentNamespace", "j"),
    ]);

    expect(judgement.notUnderstood).toEqual({
      "cilium.io/v2 CiliumNetworkPolicy": 2,
      "example.com/v1 Thing": 1,
    });
  });
});

describe("days in words", () => {
  it.each([
    ["2026-12-31", "in 30 days"],
    ["2026-12-02", "in 1 day"],
    ["2026-12-01", "today"],
    ["2026-11-30", "1 day ago"],
    ["2026-11-01", "30 days ago"],
  ])("%s is %s", (expires, text) => {
    expect(dayText(expires, new Date("2026-12-01T23:00:00Z"))).toBe(text);
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
