import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { preview, render } from "../../../ops/commands/preview.ts";
import { up } from "../../../ops/commands/up.ts";
import { countsOfRules } from "../../../ops/lib/policies.ts";
import { rememberedUses } from "../../../ops/lib/waiver-uses.ts";
import { summaryOf } from "../../../ops/lib/summary.ts";
import { fakeEngine, type FakePorts, fakePorts, ran, stateWith } from "../support/fakes.ts";
import { factsOf, recorded } from "../support/recorded.ts";

const waivers = JSON.stringify({
  waivers: [
    {
      policy: "resource-limits/container-resources",
      resource: "Deployment fixture-no-limits/api",
      reason: "because",
      owner: "graph-team",
      ticket: "INT-42",
      expires: "2026-12-31",
    },
  ],
});
const steps = factsOf(recorded("waived.preview")).steps;
const after = stateWith(
  steps.map(({ urn, type, counted, inputs }) => ({ urn, type, custom: counted, inputs })),
);
const message = recorded("waived.preview").filter(({ policyEvent }) => policyEvent);
const ended = {
  sequence: 0,
  timestamp: 0,
  summaryEvent: { PolicyPacks: { intelgraph: "0.1.0" } },
} as never;

describe("a program with a waived finding", () => {
  let ports: FakePorts;
  const open = (text = waivers, more: Parameters<typeof fakePorts>[0] = {}) => {
    const engine = fakeEngine({
      preview: [ran(recorded("waived.preview"))],
      up: [
        () => {
          engine.state = after;
          return ran(recorded("waived.preview"));
        },
      ],
      analyze: [ran([...message, ended])],
    });
    const files = { "policy-packs/waivers.yaml": text };
    ports = fakePorts({ engine, files, ...more });
    return ports;
  };
  const input = { environment: "local" };

  afterEach(() => {
    ports.remove();
  });

  it("passes preview, which lists what is waived", async () => {
    const report = await preview(input, open());

    expect([...ports.printed(), ...render(report, ports.screen)]).toEqual([
      "IntelGraph platform: preview of local",
      "",
      "preview    3 resources to create   0.2 s",
      "policies   3 packs, 4 rules: 0 violated, 3 satisfied, 12 not applicable, 0 cannot tell, 1 waived; 1 waiver (expires in 37 days)",
      "waived     resource-limits/container-resources  Deployment fixture-no-limits/api  until 2026-12-31 (in 37 days), graph-team, INT-42",
      "",
      "next       make up    applies it",
    ]);
    expect(report).toMatchObject({
      verdict: "done",
      findings: [],
      waived: [{ policy: "resource-limits/container-resources", days: 37 }],
    });
  });

  it("tells a workflow what is waived, without an annotation", async () => {
    const report = await preview(input, open());

    expect(summaryOf(report).split("\n")).toContain(
      "| resource-limits/container-resources | Deployment fixture-no-limits/api | 2026-12-31 (in 37 days) | graph-team | INT-42 |",
    );
  });

  it("is refused when the file does not hold the waiver", async () => {
    const report = await preview(input, open("waivers: []"));

    expect(report).toMatchObject({ verdict: "refused", waived: [] });
    expect(render(report, ports.screen).join("\n")).toContain(
      "says it is waived by INT-42, which policy-packs/waivers.yaml does not",
    );
  });

  it("is refused when the file has a fault", async () => {
    expect(await preview(input, open("waivers: ["))).toMatchObject({ verdict: "refused" });
  });

  it("lists every rule when asked to", async () => {
    await preview({ ...input, rules: true }, open());

    expect(ports.printed().slice(-5)).toEqual([
      "rules      rule                                 violated  satisfied  not applicable  cannot tell  waived",
      "           resource-limits/container-resources  0         0          4               0            1",
      "           provenance/image-digest              0         1          4               0            0",
      "           provenance/image-registry            0         1          4               0            0",
      "           network-policies/default-deny        0         1          0               0            0",
    ]);
  });

  it("is remembered for ops policy waivers", async () => {
    await preview(input, open());
    const file = join(ports.root, ".local/waivers/local.json");

    expect(rememberedUses(ports.root)).toEqual([
      {
        stack: "local",
        at: expect.stringMatching(/^2026-11-24T10:00:/) as string,
        complete: true,
        uses: [
          {
            policy: "resource-limits/container-resources",
            resource: "Deployment fixture-no-limits/api",
            expires: "2026-12-31",
            owner: "graph-team",
            ticket: "INT-42",
          },
        ],
      },
    ]);
    expect(existsSync(file)).toBe(true);
    writeFileSync(file, readFileSync(file, "utf8").replace('"policy"', '"rule"'));
    expect(rememberedUses(ports.root)).toEqual([]);
  });

  it("passes up, and the resulting state is held to the same", async () => {
    const counts = countsOfRules([
      {
        rule: "resource-limits/container-resources",
        level: "mandatory",
        judges: "resource",
        violated: 0,
        satisfied: 0,
        notApplicable: 4,
        cannotTell: 0,
        waived: 1,
      },
    ]);

    const report = await up(input, open(waivers, { verdicts: { counts } }));

    expect(ports.printed()).toContain(
      "after      the same over the resulting state of 3 resources: 0 violated, 0 cannot tell, 1 waived",
    );
    expect(report).toMatchObject({
      verdict: "done",
      after: { resources: 3, policies: counts, findings: [], waived: [{ days: 37 }] },
    });
  });

  it("is refused after up when the engine keeps silent about what the rules refuse", async () => {
    const [urn = ""] = steps.flatMap((step) => (step.urn.includes("Deployment") ? step.urn : []));
    const refusing = [{ policy: "provenance/image-digest", urn }];

    await expect(up(input, open(waivers, { verdicts: { refusing } }))).rejects.toThrow(
      "policies after up: provenance/image-digest refuses Deployment fixture-no-limits/api, and the engine did not report it; the change is applied but not judged: run the command again",
    );
  });

  it("is refused after up when a rule over the stack is kept silent about", async () => {
    const refusing = [{ policy: "network-policies/default-deny", urn: "" }];

    await expect(up(input, open(waivers, { verdicts: { refusing } }))).rejects.toThrow(
      "network-policies/default-deny refuses the stack, and the engine did not report it",
    );
  });

  it("is refused after up when fewer resources were judged than the state holds", async () => {
    await expect(up(input, open(waivers, { verdicts: { judged: 4 } }))).rejects.toThrow(
      "policies after up: 4 of 5 resources were judged",
    );
  });
});
