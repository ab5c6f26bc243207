import { outputs, render as renderOutputs, renderShell } from "../../../ops/commands/outputs.ts";
import { fakeEngine, type FakeOptions, type FakePorts, fakePorts } from "../support/fakes.ts";

let ports: FakePorts;
const open = (options: FakeOptions) => {
  ports = fakePorts(options);
  return ports;
};

afterEach(() => {
  ports.remove();
});

describe("outputs", () => {
  const engine = () => ({
    ...fakeEngine({}),
    outputs: () => Promise.resolve({ contract: 1, domain: "it's.example" }),
  });
  const schema = (contract: number) =>
    JSON.stringify({
      required: ["contract", "cluster"],
      properties: { contract: { type: "number", const: contract }, cluster: { type: "object" } },
    });

  it("prints names and values, and lines for a shell", async () => {
    const report = await outputs({ environment: "local" }, open({ engine: engine() }));

    expect(renderOutputs(report)).toEqual(["contract  1", "domain    it's.example"]);
    expect(renderShell(report)).toEqual([
      "export INTELGRAPH_CONTRACT='1'",
      "export INTELGRAPH_DOMAIN='it'\\''s.example'",
    ]);
  });

  it("refuses outputs that break their contract, every fault at once", async () => {
    open({ engine: engine(), files: { "stacks/outputs.schema.json": schema(2) } });

    const run = outputs({ environment: "local" }, ports);

    await expect(run).rejects.toMatchObject({
      errors: [
        {
          message:
            "output contract: is 1, the contract says 2; run ops up local, so that the stack is of this version of the contract",
        },
        {
          message:
            "output cluster: is missing; run ops up local, so that the stack is of this version of the contract",
        },
      ],
    });
  });

  it("says so when there is none yet, and when nothing runs", async () => {
    await expect(outputs({ environment: "local" }, open({}))).rejects.toThrow(
      "local: has no outputs yet; run make up first",
    );
    ports.remove();
    await expect(outputs({ environment: "local" }, open({ running: false }))).rejects.toThrow(
      "local: its control plane does not run; make up",
    );
  });
});
