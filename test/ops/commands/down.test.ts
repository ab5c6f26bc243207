import { existsSync } from "node:fs";
import { join } from "node:path";
import { down } from "../../../ops/commands/down.ts";
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

describe("down", () => {
  it("removes what is there and says what brings it back", async () => {
    const engine = fakeEngine({ destroy: [ran(recorded("good.destroy"))] }, stateWith([namespace]));

    const report = await down({ environment: "local" }, open({ engine }));

    expect(report.changes.delete).toBe(3);
    expect(ports.printed().at(-1)).toMatch(/^down {7}3\/1 deleted {3}/);
    expect(existsSync(join(ports.root, ".local/journal/local.json"))).toBe(false);
  });

  it("removes nothing when something is protected", async () => {
    const engine = fakeEngine({}, stateWith([{ ...namespace, protect: true }]));

    await expect(down({ environment: "local" }, open({ engine }))).rejects.toMatchObject({
      message:
        "local: 1 protected, so that nothing was removed: Namespace core; when they may go, set protect: false in Pulumi.local.yaml, run make up, then this again",
      exit: 1,
    });
    expect(engine.asked).toEqual([]);
  });
});
