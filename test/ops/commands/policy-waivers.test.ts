import {
  policyWaivers,
  render,
  waiversOutcome,
  type WaiversReport,
} from "../../../ops/commands/policy-waivers.ts";
import { rememberUses } from "../../../ops/lib/waiver-uses.ts";
import { type FakePorts, fakePorts } from "../support/fakes.ts";

const waiver = {
  policy: "provenance/image-digest",
  resource: "Pod core/web",
  reason: "the vendor publishes no digest",
  owner: "graph-team",
  ticket: "INT-42",
  expires: "2026-12-31",
};
const pod = (image: string, name = "web") => ({
  type: "kubernetes:core/v1:Pod",
  name,
  inputs: {
    metadata: { name, namespace: "core" },
    spec: { containers: [{ name: "web", image }] },
  },
});
const tagged = JSON.stringify({ resources: [pod("registry.intelgraph.example/web:1")] });
const mended = JSON.stringify({ resources: [] });
const files = (waivers: unknown, goldens: Readonly<Record<string, string>>) => ({
  "policy-packs/waivers.yaml": typeof waivers === "string" ? waivers : JSON.stringify({ waivers }),
  "policy-packs/all/config.dev.json": "{}",
  "policy-packs/all/config.prod.json": "{}",
  ...Object.fromEntries(
    Object.entries(goldens).map(([stack, text]) => [`test/golden/${stack}.json`, text]),
  ),
});

describe("ops policy waivers", () => {
  let ports: FakePorts;
  const asked = (
    waivers: unknown,
    goldens: Readonly<Record<string, string>> = { dev: tagged, prod: mended },
    today = "2026-12-01T09:00:00Z",
    more: Readonly<Record<string, string>> = {},
  ): WaiversReport => {
    ports = fakePorts({ files: { ...files(waivers, goldens), ...more } });
    return policyWaivers({ root: ports.root, now: () => new Date(today) });
  };
  const screenOf = (report: WaiversReport) => waiversOutcome(report).screen(ports.screen);

  afterEach(() => {
    ports.remove();
  });

  it("shows each waiver, how long it holds, and who uses it", () => {
    const report = asked([waiver]);

    expect(render(report)).toEqual([
      "policy                   resource      owner       ticket  expires                  used by",
      "provenance/image-digest  Pod core/web  graph-team  INT-42  2026-12-31 (in 30 days)  dev",
    ]);
    expect(screenOf(report)).toEqual(["", "judged by  goldens of dev, prod"]);
    expect(waiversOutcome(report).exit).toBe(0);
    expect(report).toMatchObject({
      command: "policy waivers",
      verdict: "done",
      at: "2026-12-01T09:00:00.000Z",
      waivers: [{ ...waiver, days: 30, verdict: "used", usedBy: ["dev"] }],
      evidence: [
        { stack: "dev", source: "golden" },
        { stack: "prod", source: "golden" },
      ],
    });
  });

  it("has nothing to say when there is none", () => {
    const report = asked([]);

    expect([render(report), waiversOutcome(report).exit]).toEqual([["no waivers"], 0]);
  });

  it("refuses one that nothing needs in any stack", () => {
    const report = asked([waiver], { dev: mended, prod: mended });

    expect(waiversOutcome(report).exit).toBe(1);
    expect(render(report)[1]).toMatch(/2026-12-31 \(in 30 days\) {2}nobody$/);
    expect(screenOf(report)).toContain("unused     INT-42: nothing needs it, take it out");
  });

  it("holds on its last day and refuses on the day after", () => {
    const [last, after] = ["2026-12-31T23:59:59.999Z", "2027-01-01T00:00:00Z"].map((today) => {
      const report = asked([waiver], undefined, today);
      return { report, exit: waiversOutcome(report).exit };
    });

    expect([last?.exit, after?.exit]).toEqual([0, 1]);
    expect(last && render(last.report)[1]).toContain("2026-12-31 (today)");
    expect(after && render(after.report)[1]).toContain("2026-12-31 (expired 1 day ago)");
    expect(after && screenOf(after.report)).toContain(
      "expired    INT-42: mend what it covered in dev, or ask again",
    );
  });

  it("says of an expired one that nothing needs it any more", () => {
    const report = asked([waiver], { dev: mended, prod: mended }, "2027-01-01T00:00:00Z");

    expect(screenOf(report)).toContain("expired    INT-42: nothing needs it any more, take it out");
  });

  it("puts the one that ends first on top", () => {
    const other = { ...waiver, resource: "* core/web*", ticket: "INT-7", expires: "2026-12-05" };

    const { waivers } = asked([waiver, other]);

    expect(waivers.map(({ ticket, days }) => [ticket, days])).toEqual([
      ["INT-7", 4],
      ["INT-42", 30],
    ]);
  });

  it.each([
    ["is missing", { dev: mended }, "prod: test/golden/prod.json is missing"],
    [
      "is no golden",
      { dev: mended, prod: '{"resources":[{}]}' },
      "prod: test/golden/prod.json cannot be judged",
    ],
    ["is no JSON", { dev: mended, prod: "{" }, "prod: test/golden/prod.json cannot be judged"],
  ])("does not call a waiver unused when a golden %s", (_, goldens, gap) => {
    const report = asked([waiver], goldens);

    expect(waiversOutcome(report).exit).toBe(2);
    expect(report.waivers[0]?.verdict).toBe("unknown");
    expect(render(report)[1]).toMatch(/cannot tell$/);
    expect(screenOf(report)).toEqual([
      "",
      "judged by  goldens of dev",
      `not judged ${gap}`,
      "unknown    INT-42: whether anything needs it",
    ]);
  });

  it("does not call a waiver unused while there are charts that nobody judged here", () => {
    const report = asked([waiver], { dev: mended, prod: mended }, undefined, {
      "charts/core/Chart.yaml": "name: core\n",
    });

    expect(report.verdict).toBe("cannot tell");
    expect(screenOf(report)).toContain("not judged charts: ops policy check judges them");
  });

  it("adds what runs on this machine have met, and forgets that after two weeks", () => {
    const met = { dev: mended, prod: mended };
    const { waivers: before } = asked([waiver], met);
    const { root } = ports;
    const at = new Date("2026-11-20T08:00:00Z");
    const finding = {
      policy: waiver.policy,
      resource: "Pod core/web",
      urn: "urn:a",
      waived: { expires: waiver.expires, owner: waiver.owner, ticket: waiver.ticket },
    };
    const judgement = { silences: [], waived: [finding, finding] } as never;
    const end = { facts: { policy: { complete: new Set(["intelgraph"]) } } } as never;
    rememberUses({ root, id: "rehearse-stage", end, judgement, at });
    const on = (today: string) => policyWaivers({ root, now: () => new Date(today) });

    const soon = on("2026-12-04T07:00:00Z");

    expect(before[0]?.verdict).toBe("unused");
    expect(soon.waivers[0]).toMatchObject({ verdict: "used", usedBy: ["rehearse-stage"] });
    expect(screenOf(soon)).toEqual([
      "",
      "judged by  goldens of dev, prod; runs of rehearse-stage (2026-11-20)",
    ]);
    expect(on("2026-12-04T08:00:00Z").waivers[0]?.verdict).toBe("unused");
  });

  it("lists every fault of the file, one line each", () => {
    const two = [
      { ...waiver, expires: "2026-02-30" },
      { ...waiver, policy: "x", resource: "y" },
    ];

    expect(() => asked(two)).toThrow(AggregateError);
    try {
      asked(two);
    } catch (error) {
      expect((error as AggregateError).errors).toEqual(
        [
          'policy-packs/waivers.yaml: waivers[0].expires: "2026-02-30" is no day; write it like "2026-12-31"',
          'policy-packs/waivers.yaml: waivers[1].policy: "x" is no rule; docs/policies.md lists them',
          'policy-packs/waivers.yaml: waivers[1].resource: "y" is not like "Deployment core/api"; write kind, blank, namespace/name',
        ].map((message): unknown => expect.objectContaining({ message, exit: 2 })),
      );
    }
  });

  it("says a single fault as one", () => {
    expect(() => asked("waivers: [")).toThrow(
      /^policy-packs\/waivers\.yaml: is not YAML: .*; correct it: with a fault in it, no waiver holds$/,
    );
  });

  it("tells a workflow", () => {
    const outcome = waiversOutcome(asked([waiver], { dev: mended, prod: mended }));

    expect(outcome.news?.(ports.root)).toEqual({
      summary: [
        "## policy waivers: 1 waiver, refused",
        "",
        "| policy | resource | owner | ticket | expires | used by |",
        "|---|---|---|---|---|---|",
        "| provenance/image-digest | Pod core/web | graph-team | INT-42 | 2026-12-31 (in 30 days) | nobody |",
        "",
      ].join("\n"),
      annotations: [
        {
          level: "error",
          title: "INT-42 unused",
          message: "provenance/image-digest on Pod core/web, graph-team: 2026-12-31 (in 30 days)",
          file: "policy-packs/waivers.yaml",
        },
      ],
      outputs: { verdict: "refused", waivers: "1" },
    });
  });
});
