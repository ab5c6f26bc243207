import { render, up } from "../../../ops/commands/up.ts";
import type { RunEnd } from "../../../ops/lib/engine.ts";
import { resourcesOf } from "../../../ops/lib/state.ts";
import {
  fakeEngine,
  type FakeOptions,
  type FakePorts,
  fakePorts,
  ran,
  stateWith,
} from "../support/fakes.ts";
import { factsOf, recorded } from "../support/recorded.ts";

/** The state that the recorded up of the good fixture leaves behind. */
const goodState = stateWith(
  factsOf(recorded("good.up")).steps.map(({ urn, type, counted }) => ({
    urn,
    type,
    custom: counted || type.startsWith("pulumi:providers:"),
    outputs: { a: 1 },
  })),
);
const judged = ran([
  { sequence: 0, timestamp: 0, summaryEvent: { PolicyPacks: { intelgraph: "0.1.0" } } } as never,
]);

describe("up", () => {
  let ports: FakePorts;
  const open = (options: FakeOptions) => {
    ports = fakePorts(options);
    return ports;
  };
  const previewing = (...ends: RunEnd[]) => fakeEngine({ preview: ends });

  afterEach(() => {
    ports.remove();
  });

  it("refuses, applies nothing, and says why", async () => {
    const engine = previewing(ran(recorded("no-limits.preview"), { exit: 1 }));

    const report = await up({ environment: "local" }, open({ engine }));

    expect(report.verdict).toBe("refused");
    expect(engine.asked).toEqual(["create", "preview"]);
    expect(render(report, ports.screen)).toContain(
      "preview refused: 1 violation in 1 resource (local)",
    );
    expect(render(report, ports.screen).at(-1)).toBe(
      "nothing was changed.   rules: docs/policies.md   exceptions: docs/runbooks/waivers.md",
    );
  });

  it("applies, judges the resulting state, and shows what is there", async () => {
    const engine = fakeEngine({
      preview: [ran(recorded("good.preview"))],
      up: [
        () => {
          engine.state = goodState;
          return ran(recorded("good.up"));
        },
      ],
      analyze: [judged],
    });

    const report = await up({ environment: "local" }, open({ engine }));

    expect([...ports.printed(), ...render(report, ports.screen)]).toEqual([
      "IntelGraph platform: environment local",
      "",
      "preview    3 resources to create   0.2 s",
      "policies   3 packs, 4 rules: 0 violated, 4 satisfied, 12 not applicable, 0 cannot tell",
      "up         3/3 created   0.2 s",
      "after      the same over the resulting state of 3 resources: 0 violated, 0 cannot tell",
      "",
      "kubeconfig .local/kubeconfig",
      "outputs    ops outputs local",
      "next       ops status local    what is there, and how it is",
      "           make up PROFILE=full    the platform's controllers as real processes",
      "           make down",
    ]);
    expect(report).toMatchObject({ verdict: "done", after: { resources: 3, refused: false } });
    const full = render({ ...report, profile: "full" }, ports.screen);
    expect(full.join("\n")).not.toContain("PROFILE=full");
  });

  it("does not take an empty state for a good one", async () => {
    const engine = fakeEngine({
      preview: [ran(recorded("good.preview"))],
      up: [ran(recorded("good.up"))],
      analyze: [judged],
    });

    await expect(up({ environment: "local" }, open({ engine }))).rejects.toThrow(
      "policies after up: 0 of 3 resources are in the state; the change is applied but not judged: run the command again",
    );
  });

  it("does not take a state for judged when no pack took part", async () => {
    const engine = fakeEngine({
      preview: [ran(recorded("good.preview"))],
      up: [
        () => {
          engine.state = goodState;
          return ran(recorded("good.up"));
        },
      ],
      analyze: [ran([])],
    });

    await expect(up({ environment: "local" }, open({ engine }))).rejects.toThrow(
      "policies after up: the packs did not run over the resulting state",
    );
  });

  it("does not run the engine again when there is nothing to do", async () => {
    const same = recorded("good.preview").map(
      (event) =>
        JSON.parse(
          JSON.stringify(event).replaceAll('"op":"create"', '"op":"same"'),
        ) as typeof event,
    );
    const engine = fakeEngine(
      { preview: [ran(same)], analyze: [judged] },
      {
        ...goodState,
        deployment: {
          ...goodState.deployment,
          resources: resourcesOf(goodState).map((one) => ({ ...one, outputs: {} })),
        },
      },
    );

    const report = await up({ environment: "local" }, open({ engine }));

    expect(engine.asked).toEqual(["preview", "analyze"]);
    expect(ports.printed()).toContain("up         0 changes");
    expect(report.changes).toMatchObject({ create: 0, same: 3 });
  });
});
