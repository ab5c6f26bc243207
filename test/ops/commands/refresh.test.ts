import { refresh, render as renderRefresh } from "../../../ops/commands/refresh.ts";
import type { OpsEvent } from "../../../ops/lib/events.ts";
import {
  fakeEngine,
  type FakeOptions,
  type FakePorts,
  fakePorts,
  ran,
  stateWith,
} from "../support/fakes.ts";
import { recorded } from "../support/recorded.ts";

const namespace = {
  urn: "urn:pulumi:local::intelgraph::kubernetes:core/v1:Namespace::core",
  type: "kubernetes:core/v1:Namespace",
  custom: true,
  id: "core",
  inputs: { apiVersion: "v1", kind: "Namespace", metadata: { name: "core" } },
  outputs: { metadata: { name: "core" } },
};

let ports: FakePorts;
const open = (options: FakeOptions) => {
  ports = fakePorts(options);
  return ports;
};

afterEach(() => {
  ports.remove();
});

describe("refresh", () => {
  const drifted: OpsEvent[] = recorded("good.up").flatMap((event) => {
    const { resOutputsEvent: done } = event;
    if (!done?.metadata.urn.includes("Deployment")) return [];
    const detailedDiff = { "spec.replicas": { diffKind: "update", inputDiff: true } } as never;
    return [
      { ...event, resOutputsEvent: { metadata: { ...done.metadata, op: "update", detailedDiff } } },
    ];
  });

  it("refuses drift when none is expected, without recording it", async () => {
    const engine = fakeEngine({ drift: [ran(drifted)] }, stateWith([namespace]));

    const report = await refresh({ environment: "local", expectNoChanges: true }, open({ engine }));

    expect(report).toMatchObject({ verdict: "refused", recorded: false });
    expect(ports.printed().slice(2)).toEqual([
      "refresh    1 resource differs from the state   0.2 s",
      "           ~  update  Deployment fixture-good/api  spec.replicas",
    ]);
    expect(renderRefresh(report, ports.screen)).toEqual([
      "",
      "drift: 1 resource (local)",
      "next       make up    puts it back",
    ]);
  });

  it("does not make a stack only to find that it is empty", async () => {
    const run = refresh({ environment: "local" }, open({ engine: fakeEngine({}) }));

    await expect(run).rejects.toThrow(
      "local: was never provisioned, there is no state; run make up first",
    );
  });
});
