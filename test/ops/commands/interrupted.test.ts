import { readFileSync } from "node:fs";
import { join } from "node:path";
import { preview } from "../../../ops/commands/preview.ts";
import { up } from "../../../ops/commands/up.ts";
import { resourcesOf } from "../../../ops/lib/state.ts";
import {
  fakeCluster,
  fakeEngine,
  type FakeOptions,
  type FakePorts,
  fakePorts,
  killed,
  live,
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

describe("a run that does not get through", () => {
  let ports: FakePorts;
  const open = (options: FakeOptions) => {
    ports = fakePorts(options);
    return ports;
  };

  afterEach(() => {
    ports.remove();
  });

  it("remembers an up that was killed, and says what to do", async () => {
    const engine = fakeEngine({
      preview: [ran(recorded("good.preview"))],
      up: [killed(recorded("good.up").slice(0, 14))],
    });

    await expect(up({ environment: "local" }, open({ engine }))).rejects.toMatchObject({
      headline: "up stopped: the engine was killed after 1 of 3 resources",
      details: ["state is saved; 0 resources are recorded, none is pending"],
      next: "next  make up    continues",
    });
    expect(readFileSync(join(ports.root, ".local/journal/local.json"), "utf8")).toBe(
      '{"verb":"up","started":"2026-11-24T10:00:00.500Z"}',
    );
  });

  it("says when the API went away, and that the state is whole", async () => {
    const said = {
      sequence: 90,
      timestamp: 0,
      diagnosticEvent: {
        message:
          'Get "https://127.0.0.1:32758/api": dial tcp 127.0.0.1:32758: connect: connection refused',
        color: "never",
        severity: "error" as const,
      },
    };
    const engine = fakeEngine({
      preview: [ran(recorded("good.preview"))],
      up: [ran([...recorded("good.up").slice(0, 14), said], { exit: 1 })],
    });

    const run = up({ environment: "local" }, open({ engine, cluster: fakeCluster([], false) }));

    await expect(run).rejects.toMatchObject({
      headline: "up stopped: the API at 127.0.0.1:32758 went away after 1 of 3 resources",
      details: ["state is saved; 0 resources are recorded, none is pending"],
      next: "next  make up    starts the cluster again and continues",
    });
  });

  it("previews again after it has taken in what an unfinished run made", async () => {
    const [provider] = resourcesOf(goodState).filter(({ type }) =>
      type.startsWith("pulumi:providers"),
    );
    const state = stateWith([
      { ...provider, urn: provider?.urn ?? "", type: provider?.type ?? "", id: "3b1d" },
    ]);
    const engine = fakeEngine(
      { preview: [ran(recorded("good.preview"))], refresh: [ran([])] },
      state,
    );
    const namespace = live({
      apiVersion: "v1",
      kind: "Namespace",
      name: "fixture-good",
      namespace: undefined,
    });
    open({
      engine,
      cluster: fakeCluster([namespace]),
      files: { ".local/journal/local.json": '{"verb":"up","started":"2026-11-24T10:00:00Z"}' },
    });

    const report = await preview({ environment: "local" }, ports);

    expect(engine.asked[0]).toBe("preview");
    expect(engine.asked.at(-1)).toBe("preview");
    expect(report.healed.adopted).toEqual(["Namespace fixture-good"]);
    expect(ports.printed()).toContain(
      "healed     taken into the state, an interrupted run had made it: Namespace fixture-good",
    );
  });

  it("stops at once when it is interrupted, and changes nothing", async () => {
    const engine = fakeEngine({
      preview: [
        () => {
          ports.interrupt();
          return ran(recorded("good.preview").slice(0, 3), { exit: 1 });
        },
      ],
    });

    await expect(up({ environment: "local" }, open({ engine }))).rejects.toMatchObject({
      headline: "preview stopped: interrupted",
      details: ["nothing was changed"],
      next: "next  make up    continues",
    });
    expect(engine.asked).toEqual(["create", "preview"]);
  });
});
